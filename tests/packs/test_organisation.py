"""Expected values of the pack organisation, by hand."""

from datetime import date

UNITS = """
机构代码         | 机构名称     | 机构类别         | 上级机构代码 | 成立日期   | 终止日期   | 承接机构代码
990301101000-A   | 老办公室     | 内设机构         | 990301101000 | 1984-01-01 | 2019-12-19 | 990301101000-B
990301101000-B   | 新办公室     | 内设机构         | 990301101000 | 2019-12-20 |            |
990301101000-C   | 水管站       | 站所（事业单位） | 990301101000 | 1984-01-01 |            |
990301101203     | 南坪村       | 行政村           | 990301101000 | 1984-01-01 | 2020-02-29 | 990301101202
990301101203-01  | 南坪村1组    | 村民小组（网格） | 990301101203 | 1984-01-01 | 2020-02-29 | 990301101202-01
990301101202-01  | 西沟村1组    | 村民小组（网格） | 990301101202 | 2020-03-01 |            |
990301101204     | 新桥村       | 行政村           | 990301101000 | 2020-05-01 |            |
"""
STAFF = """
人员编号 | 姓名 | 编制类别 | 所在机构 | 到岗日期   | 退休日期
YX0001   | 甲某 | 行政编制 | 老办公室 | 1990-05-01 | 2020-04-30
YX0002   | 乙某 | 事业编制 | 水管站   | 2001-05-01 |
YX0003   | 丙某 | 行政编制 | 新办公室 | 2020-01-06 |
"""


def test_values(desk):
    desk.enter("组织机构台账", UNITS)
    desk.enter("机关事业人员台账", STAFF)
    assert desk.figures("organisation", "2020H1") == {
        "villages": 3,
        "communities": 1,
        "villages_ended": 1,
        "villages_founded": 1,
        "groups": 1,
        "groups_ended": 1,
        "groups_founded": 1,
        "offices": 1,
        "stations": 1,
        "offices_ended": 0,
        "staff_serving": 2,
        "staff_retired": 1,
    }
    before = desk.figures("organisation", "2019H2")
    assert (before["villages"], before["villages_ended"], before["offices"]) == (3, 0, 1)
    assert (before["offices_ended"], before["staff_serving"], before["staff_retired"]) == (1, 2, 0)
    on_the_last_day = desk.figures("organisation", "2020H1", day=date(2020, 2, 29))
    assert (on_the_last_day["villages"], on_the_last_day["villages_ended"]) == (3, 1)
    assert desk.parts("staff_serving", "establishment", "2020H1") == {"civil": 1, "public": 1}
    assert desk.failing("2020H1") == set()


def test_a_merger_is_told_in_the_annual_report(desk):
    desk.enter("组织机构台账", UNITS)
    desk.enter("机关事业人员台账", STAFF)
    texts = desk.paragraphs("2020", report="annual")
    assert texts[texts.index("村级建制调整") + 1].startswith(
        "按照依法依规、顺应民意、延续权属的要求，全年撤并行政村1个、新设1个"
    )
    assert texts[texts.index("村级建制调整") + 1].endswith("合并撤销小组1个，新设1个，年末有村民小组1个。")
    assert "村级建制调整" not in desk.paragraphs("2019", report="annual")
