"""A county of two townships: just enough of everything, so that tests can count its rows."""

import csv
import shutil
from pathlib import Path

from django.conf import settings

SOURCE = "假定"
TYPES = [f"{number:02}" for number in range(1, 19)]
SINCE = "2026-01-01"

FILES = {
    "county.csv": "101010,测县,测县综治中心,假定",
    "areas.csv": """
        101010,测县,county,,假定
        101010100,甲镇,township,101010,假定
        101010101,乙乡,township,101010,假定
    """,
    "villages.csv": """
        101010100001,甲社区,community,101010100,假定
        101010100201,甲一村,village,101010100,假定
        101010101201,乙一村,village,101010101,假定
    """,
    "units.csv": """
        centre,测县综治中心,中心,centre,101010,,,,假定,2026-01-01,
        committee,测县调委会,县调委会,committee,101010,,,,假定,2026-01-01,
        committee-jia,甲镇调委会,甲调委会,committee,101010100,town-jia,,,假定,2026-01-01,
        dept-court,测县法院,法院,department,101010,centre,,,假定,2026-01-01,
        dept-justice,测县司法局,司法局,department,101010,centre,,,假定,2026-01-01,
        team,测县综合团队,综合团队,team,101010,centre,,,假定,2026-01-01,
        town-jia,甲镇综治中心,甲镇,township,101010100,centre,,,假定,2026-01-01,
        town-yi,乙乡综治中心,乙乡,township,101010101,centre,,,假定,2026-01-01,
        village-jia,甲社区调委会,甲社区,village,101010100001,town-jia,,,假定,2026-01-01,
        village-jia-1,甲一村调委会,甲一村,village,101010100201,town-jia,,,假定,2026-01-01,
        village-yi-1,乙一村调委会,乙一村,village,101010101201,town-yi,,,假定,2026-01-01,
    """,
    "liaisons.csv": """
        c1,dept-court,court,法院甲,,假定,2026-01-01,
        d1,dept-justice,justice,司法甲,,假定,2026-01-01,
        t1,town-jia,town,甲镇甲,,假定,2026-01-01,
        t2,town-yi,town,乙乡甲,,假定,2026-01-01,
        v1,village-jia,village,甲社区甲,,假定,2026-01-01,
        v2,village-jia-1,village,甲一村甲,,假定,2026-01-01,
        v3,village-yi-1,grid,乙一村甲,,假定,2026-01-01,
    """,
    "windows.csv": "W01,综合窗口,standing,A,,centre,假定",
    "duty.csv": """
        Z1,,1;2;3;4;5,day,领导甲,值班领导,duty,假定,2026-01-01,
        Z2,W01,1;2;3;4;5,day,窗甲,窗口受理员,clerk,假定,2026-01-01,
    """,
    "oncall.csv": "K1,dept-court,0932-0000001,30min,急事,假定,2026-01-01,",
    "rooms.csv": "R01,调解室,mediation,centre,假定",
    "committees.csv": "committee,测调,2028-12-31,假定",
    "mediators.csv": """
        m1,调甲,否,是,是,court,leader,假定,2026-01-01,
        m2,调乙,是,是,是,lawyer,,假定,2026-01-01,
        m3,调丙,否,否,否,industry,,假定,2026-01-01,
        m4,调丁,是,否,否,industry,,假定,2026-01-01,2026-06-30
    """,
    "committee_members.csv": """
        committee,m1,是,假定
        committee,m2,否,假定
        committee,m3,否,假定
    """,
    "appointments.csv": """
        committee,m1,2026-01-01,2026-12-31,测县调委会,测聘1号,假定
        committee,m2,2026-01-01,2028-12-31,测县调委会,,假定
    """,
    "grades.csv": "m1,2,某市司法局,2026-02-01,2028-01-31,假定",
    "training.csv": "m1,2026-03-01,调解技巧,6,测县司法局,假定",
    "teams.csv": f"team,committee,{';'.join(TYPES)},假定",
    "team_members.csv": """
        team,m1,是,假定
        team,m2,否,假定
        team,m3,否,假定
    """,
    "types.csv": "\n".join(
        [
            *(f"{code},类型{code},dispute,dept-justice,,team,,词{code};词,假定" for code in TYPES),
            "20,低保,service,dept-justice,dept-court;town-jia,,,低保,假定",
        ]
    ),
    "items.csv": f"""
        D01,调解,dispute,{";".join(TYPES)},当事人,双方愿意,一方不愿意,人民调解法,假定
        S01,办事,convenience,20,本县居民,本县的事,不归本县管,县定,假定
    """,
    "item_steps.csv": """
        D01,accept,centre,,,acceptance_receipt,假定
        D01,assign,centre,,,,假定
        D01,take,team,,,,假定
        D01,hold_session,team,15d,县定,session_record,假定
        D01,conclude,team,,,agreement,假定
        D01,follow_up,centre,,,,假定
        D01,archive,centre,,,,假定
        S01,accept,centre,,,,假定
        S01,assign,centre,,,,假定
        S01,take,department,,,,假定
        S01,reply,dept-justice,,,reply,假定
        S01,conclude,centre,,,,假定
        S01,follow_up,centre,,,,假定
        S01,archive,centre,,,,假定
    """,
    "item_materials.csv": """
        D01,身份证,either,1,是,,假定
        D01,借条,copy,2,否,有的带上,假定
        S01,户口本,original,1,是,,假定
    """,
    "cards.csv": "",
    "routing.csv": """
        R01,,,,red,centre,红色先看,假定
        R02,service,,,,department,谁主管谁负责,假定
        R03,dispute,grid;village,,,village,属地管理,假定
        R04,dispute,,court,,dept-court,法院委派,假定
        R05,,,,,team,交团队,假定
    """,
    "limits.csv": """
        accept,受理,1wd,step,是,否,no,,县定,假定
        approve_reply,审核答复,1wd,step,是,否,no,,县定,假定
        archive,归档,30d,step,是,否,no,,县定,假定
        assign,派单,1wd,step,是,否,no,,县定,假定
        confirmation,司法确认,30d,step,否,否,no,,民事诉讼法,原文
        follow_up,回访,7d,step,是,否,no,,县定,假定
        first_reply,首次回应,1wd,step,是,否,no,,县定,假定
        first_session,首次调解,3wd,step,是,否,no,,县定,假定
        low_rating,低分评价,3wd,step,是,否,no,,县定,假定
        mediation,调解,30d,step,是,否,no,,县定,假定
        reply,答复,5wd,step,是,否,no,,县定,假定
        rework,重办,3wd,step,是,否,no,,县定,假定
        rule_on_return,退回裁定,4wh,step,是,否,no,,县定,假定
        conference,会商裁定,1wd,step,是,否,no,,县定,假定
        objection,裁定异议,1wd,step,是,否,no,,县定,假定
        service_reply,便民答复,3wd,step,是,否,no,,县定,假定
        take,接单,4wh,step,是,否,no,,县定,假定
        terminate,拒绝后办结,0wd,step,是,否,no,,人民调解法,假定
        transfer_receipt,等待回执,2wd,step,是,否,no,,县定,假定
        need,待安排需求答复,5wd,step,是,否,no,,县定,假定
        order,选定调解员,2wd,step,是,否,no,,县定,假定
    """,
    "ladder.csv": """
        L1,村,village,2wd,是,登记表,否,假定
        L2,县,county,2wd,否,去向决定,否,假定
    """,
    "supervision.csv": """
        remind,提醒,,假定
        urge,催办,,假定
        order,督办单,3wd,假定
        talk,提请约谈,3wd,假定
        circulate,提请通报,3wd,假定
        listing,挂牌督办,5wd,假定
    """,
    "proposing.csv": """
        wanted_1,点了第 1 位,60,假定
        wanted_2,点了第 2 位,50,假定
        wanted_3,点了第 3 位,40,假定
        team_type,团队受理,20,假定
        own_type,本人受理,15,假定
        area,服务当地,10,假定
        full_time,专职,5,假定
        dialect,会方言,10,假定
        female,女调解员,15,假定
        home,上门,10,假定
        lawyer,律师,10,假定
        psychology,心理疏导,10,假定
        load,每件减,4,假定
    """,
    "articles.csv": """
        01-1,01,民法典,第一千零四十三条,家里人互相帮助。,假定
        01-2,01,民法典,第一千零六十七条,父母该养孩子。,原文
    """,
    "directory.csv": """
        D1,1,中心,假定
        D2,4,引导受理,假定
    """,
    "travel.csv": """
        101010100,10,假定
        101010101,40,假定
    """,
    "calendar/2026.csv": """
        notice,国办发明电〔2025〕7号,,原文
        hours,08:30-12:00,,假定
        hours,14:30-18:00,,假定
        off,2026-01-01,元旦,原文
        work,2026-01-04,调休,原文
    """,
}


def write(folder: Path) -> Path:
    """Write the small county; the header is line 1, so that the first row is row 2."""
    from fengdan.catalogue.county.columns import CALENDAR  # noqa: PLC0415 - needs the apps loaded
    from fengdan.catalogue.county.columns import FILES as COLUMNS  # noqa: PLC0415

    for name, text in FILES.items():
        header = ",".join(column.name for column in COLUMNS.get(name, CALENDAR))
        lines = [line.strip() for line in text.strip().splitlines()]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return folder


def reference(folder: Path) -> Path:
    """A copy of the county that ships with the product."""
    return Path(shutil.copytree(settings.COUNTY_DIR, folder))


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def keep(folder: Path, file: str, lines: list[dict[str, str]]) -> None:
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def edit(folder: Path, file: str, code: str, **cells: str) -> None:
    """Change cells of the row whose first column is `code`."""
    lines = rows(folder, file)
    (found,) = [line for line in lines if next(iter(line.values())) == code]
    assert found != found | cells
    found.update(cells)
    keep(folder, file, lines)


def drop(folder: Path, file: str, **where: str) -> int:
    """Take out the rows with these cells; return how many."""
    lines = rows(folder, file)
    kept = [line for line in lines if any(line[column] != text for column, text in where.items())]
    assert len(kept) < len(lines)
    keep(folder, file, kept)
    return len(lines) - len(kept)


def add(folder: Path, file: str, *lines: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)
