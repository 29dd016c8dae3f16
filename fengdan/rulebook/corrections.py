"""What may be put right once it is written, and what stands on a signed paper and may not."""

MATTER_FIELDS = {"matter_type": "类型", "area": "所属乡镇、村", "place": "发生地点"}
PARTY_FIELDS = {"name": "姓名", "phone": "电话", "id_number": "身份证号", "address": "住址"}
FIELD_LABELS = MATTER_FIELDS | PARTY_FIELDS
ON_THE_PAPER = frozenset({"name", "id_number"})
TELLS_WHO = frozenset({"name", "phone", "address"})  # by these it is known to whom a mediator is tied
