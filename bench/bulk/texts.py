"""Invented Chinese for invented people."""

from random import Random

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
THINGS = [
    "水渠",
    "院墙",
    "果树",
    "羊圈",
    "猪舍",
    "粮仓",
    "地埂",
    "机井",
    "炕洞",
    "烟道",
    "屋檐",
    "台阶",
    "巷道",
    "路灯",
    "水管",
    "暖气",
    "电梯",
    "车库",
    "栏杆",
    "楼道",
    "黄芪",
    "党参",
    "洋芋",
    "玉米",
    "胡麻",
    "荞麦",
    "苜蓿",
    "大棚",
    "地膜",
    "种子",
    "化肥",
    "农药",
    "耕牛",
    "绵羊",
    "土鸡",
    "蜂箱",
    "鱼塘",
    "果窖",
    "菜窖",
    "磨坊",
    "押金",
    "定金",
    "货款",
    "工钱",
    "利息",
    "欠条",
    "账本",
    "收据",
    "彩礼",
    "嫁妆",
    "存折",
    "保单",
    "门票",
    "会费",
    "水费",
    "电费",
    "煤款",
    "运费",
    "租金",
    "罚金",
    "沙发",
    "衣柜",
    "冰箱",
    "电视",
    "手机",
    "轮椅",
    "拐杖",
    "眼镜",
    "门锁",
    "窗户",
    "瓷砖",
    "地板",
    "油漆",
    "水泥",
    "砖块",
    "木料",
    "钢筋",
    "沙石",
    "铁门",
    "铝窗",
    "摩托",
    "货车",
    "轿车",
    "挂车",
    "吊车",
    "铲车",
    "农机",
    "水泵",
    "电机",
    "电线",
    "招牌",
    "摊位",
    "柜台",
    "桌椅",
    "碗筷",
    "锅炉",
    "烟囱",
    "围栏",
    "石碑",
    "坟地",
]
QUARRELS = (
    "因为{thing}的事争了起来，{other}说早就讲好了，{one}说从来没有答应过",
    "修{thing}的时候没有商量，弄坏了{one}家的东西，找了几次都不认",
    "去年秋天借用{thing}，到现在没有还，打电话也不接",
    "{thing}的费用一直没有算清，两家各有一本账，数目对不上",
    "把{thing}放在公用的地方，来往的人都不方便，劝过两回没有用",
)
WANTS = (
    "希望中心帮忙说和，把钱算清楚就行。",
    "要求恢复原样，再赔个不是。",
    "愿意各让一步，只要以后不再这样。",
    "请求尽早处理，家里老人为这件事睡不好觉。",
)
WHEN = ("上个月", "开春以后", "收完庄稼那几天", "过年前后", "搬来以后")
PLACES = ("东头", "西头", "大槐树旁", "小学后面", "老供销社对面", "河滩边", "二号楼", "集市口")


def name(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN) + random.choice(GIVEN)


def phone(random: Random) -> str:
    """Eleven digits of a range nobody has."""
    return f"199{random.randrange(10**8):08d}"


def place(random: Random) -> str:
    return f"{random.choice(PLACES)}第{random.randrange(1, 90)}户"


def story(random: Random, one: str, other: str) -> str:
    """Sixty to a hundred characters; each of THINGS in about one of a hundred."""
    quarrel = random.choice(QUARRELS).format(thing=random.choice(THINGS), one=one, other=other)
    return f"{one}来反映：{random.choice(WHEN)}，{other}{quarrel}。{random.choice(WANTS)}"
