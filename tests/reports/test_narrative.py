"""What each function of docs/packs.md prints, over real records."""

from pathlib import Path

import pytest
from reports.desk import EAST, TOWN, WEST, Desk


def town(folder: Path) -> Desk:
    """2019: 60000 yuan by 25 May; 2020: 74345.60 by 25 May, 9000 afterwards. Three projects."""
    desk = Desk(folder)
    desk.pay(1, "2019-03-01", "allowance", "50000")
    desk.pay(2, "2019-05-20", "disability", "10000")
    desk.pay(3, "2019-06-20", "disability", "99999")
    desk.pay(4, "2020-02-01", "allowance", "62345.60")
    desk.pay(5, "2020-03-01", "disability", "12000", WEST)
    desk.pay(6, "2020-06-01", "allowance", "9000")
    desk.project(1, "温室*大棚*", works="greenhouse", invested="1234567.80", due_on="2020-08-31", key_project=True)
    desk.project(2, "村道", works="road", invested="300000", parent="XM-1")
    desk.project(3, "库房", "done", works="greenhouse")
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all tests that only read."""
    return town(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    return town(tmp_path)


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ figure('paid') }}", "⟨74345.6元⟩"),
        ("{{ figure('paid', unit='万元') }}", "⟨7.43万元⟩"),
        ("{{ figure('paid', unit='万元', style='about') }}", "⟨7.4万余元⟩"),
        ("{{ figure('paid', style='wan_qian') }}", "⟨7万4千余元⟩"),
        ("{{ figure('paid', style='bare') }}元", "⟨74345.6⟩元"),
        ("{{ figure('paid', style='decimal:2') }}", "⟨74345.60元⟩"),
        ("{{ figure('building_share', style='percent') }}", "⟨66.7%⟩"),
        ("{{ figure('paid', by='kind', only='disability') }}", "⟨12000元⟩"),
        ("{{ figure('paid', by='kind', only='orphan') }}", "⟨0元⟩"),
        ("{{ figure('paid', period='year_before') }}", "⟨60000元⟩"),
        ("{{ figure('paid', period='last_year') }}", "⟨159999元⟩"),
        ("{{ figure('paid', period='2019-05') }}", "⟨10000元⟩"),
        ("{{ figure('paid', period='year') }}", "⟨74345.6元⟩"),
        (f"{{{{ figure('paid', org='{EAST}') }}}}", "⟨62345.6元⟩"),
        ("{{ figure('paid', org='西社区') }}", "⟨12000元⟩"),
        ("{{ '多' if value('paid') > 70000 else '少' }}", "多"),
        ("{{ '多' if value('paid', unit='万元') > 70 else '少' }}", "少"),
        ("{{ '多' if value('paid', by='kind', only='disability') > 70000 }}。", "。"),
        ("{{ missing('paid') }}{{ missing('paid', period='2018') }}", "否是"),
        ("{{ listing('paid', by='kind', unit='万元') }}", "低保金⟨6.23万元⟩、残疾人补贴⟨1.2万元⟩"),
        ("{{ listing('projects', by='works') }}", "温室⟨2个⟩、道路⟨1个⟩"),
        ("{{ listing('projects', by='state') }}", "在建⟨2个⟩、完工⟨1个⟩"),
        ("{{ change('paid') }}", "⟨同比增长23.9%⟩"),
        ("{{ change('paid', by='kind', only='disability') }}", "⟨同比增长20%⟩"),
        ("{{ change('paid', by='kind', only='orphan') }}", "⟨与上年同期持平⟩"),
        ("{{ change('payments') }}", "⟨与上年同期持平⟩"),
        ("{{ change('paid', 'previous') }}", "⟨上期无数据⟩"),
        ("{{ '增' if change('paid').direction == 'up' else '减' }}", "增"),
        ("{% for unit in by_unit('paid') %}{{ unit.name }}{{ unit.figure }}；{% endfor %}",
         "东村⟨62345.6元⟩；西社区⟨12000元⟩；"),
        ("{% for unit in rank('paid', units=1) %}{{ unit.name }}{{ unit.figure }}{% endfor %}", "东村⟨62345.6元⟩"),
        ("{% for unit in rank('paid', units=1, least=true) %}{{ unit.name }}{% endfor %}", "西社区"),
        ("{{ count_of(records('project')) }}", "⟨3个⟩"),
        ("{{ count_of(records('project', works='road'), unit='项') }}", "⟨1项⟩"),
        ("{{ count_of(records('project') | selectattr('due_on') | list) }}", "⟨1个⟩"),
        ("{{ join(records('project', order='invested desc') | map(attribute='name') | list) }}",
         "温室*大棚*、村道和库房"),
        ("{{ join(['甲', '乙'], last='、') }}{{ join([]) }}{{ join(['丙']) }}", "甲、乙丙"),
        ("{{ cutoff }}，{{ period }}，{{ period.short }}，{{ year }}，{{ org }}",
         "截至5月25日，2020年上半年，上半年，2020，云溪镇"),
        ("{{ next_period }}，{{ next_period.short }}", "2020年下半年，下半年"),
        ("{{ year - 1 }}年，{{ cutoff.day }}，{{ period.first }}", "2019年，2020年5月25日，2020年1月1日"),
        ("{{ cn(6) }}、{{ cn(2) }}、{{ cn(2, ordinal=true) }}、{{ cn(22) }}", "六、两、二、二十二"),
        ("{% for line in paragraphs('甲\n\n 乙 \n') %}({{ line }}){% endfor %}", "(甲)(乙)"),
    ],
)  # fmt: skip
def test_functions(desk: Desk, template: str, printed: str) -> None:
    assert desk.text(template + "\n\n\n{{ figure('payments') }}") == f"{printed}\n⟨2件⟩"


ROW = "{% for row in records('project', where=\"key_project\") %}%s{% endfor %}{{ figure('payments') }}"


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ row.text('name') }}", "温室*大棚*"),
        ("{{ row.name }}{{ row.label }}", "温室*大棚*温室*大棚*"),
        ("{{ row.figure('invested', unit='万元') }}", "⟨123.46万元⟩"),
        ("{{ row.figure('invested', unit='万元', style='about') }}", "⟨120余万元⟩"),
        ("{{ row.text('works') }}{{ row.works }}{{ '对' if row.works == 'greenhouse' }}", "温室温室对"),
        ("{{ row.state }}{{ row.state_title }}{{ '对' if row.state == 'building' }}", "在建在建对"),
        ("{{ row.text('due_on') }}{{ row.due_on }}", "2020年8月31日2020年8月31日"),
        ("{{ row.org }}{{ row.effective }}{{ row.text('key_project') }}", "云溪镇2020年1月10日是"),
        ("{{ row.text('parent') }}", "【温室*大棚*上级项目：暂缺】"),
        ("{% for child in records('project', parent=row.key) %}{{ child.label }}（{{ child.parent }}）{% endfor %}",
         "村道（温室*大棚*）"),
    ],
)  # fmt: skip
def test_records(desk: Desk, template: str, printed: str) -> None:
    assert desk.text(ROW.replace("%s", template)) == f"{printed}⟨2件⟩"


def test_a_figure_without_data_is_a_visible_gap_and_never_zero(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.pay(1, "2020-02-01", "allowance", "100")
    text = desk.text(
        "{{ figure('projects') }}；{{ listing('projects', by='works') }}；{{ change('projects') }}；"
        "{{ count_of(records('project')) }}；{{ change('payments') }}；{{ figure('payments') }}"
    )
    assert text == (
        "⟨【项目数：暂缺】⟩；⟨【项目数：暂缺】⟩；⟨【项目数同比：暂缺】⟩；⟨【项目台账条数：暂缺】⟩；⟨上年同期无数据⟩；⟨1件⟩"
    )


def test_no_records_of_a_ledger_in_use_is_zero(desk: Desk) -> None:
    assert desk.text("{{ count_of(records('project', works='road', state='done')) }}") == "⟨0个⟩"


def test_a_ratio_over_nothing_is_a_gap_that_says_so(own: Desk) -> None:
    own.pay(9, "2020-02-02", "allowance", "5", TOWN)
    text = own.text("{{ figure('building_share', org='东村') }}{{ figure('payments') }}")
    assert text == "⟨【在建率：暂缺】⟩⟨3件⟩"


def test_checks_and_unreported(own: Desk) -> None:
    for record in range(10, 14):
        own.pay(record, "2020-04-01", "orphan", "1")
    text = own.text(
        "{% for check in checks() %}{{ check.org }}{{ check.title }}：{{ check.detail }}。"
        "{{ check.remedy }}{% endfor %}"
        "{{ count_of(checks(), unit='处') }}\n\n"
        "{% for item in unreported() if item.org == '西社区' %}{{ item.ledger }}{{ item.period }}、{% endfor %}"
    )
    assert text.splitlines() == [
        "云溪镇笔数不多于项目数：左边为⟨6⟩，右边为⟨3⟩。请核对两本台账。⟨1处⟩",
        "救助发放台账2020年1月、救助发放台账2020年2月、救助发放台账2020年4月、",
    ]


def test_text_operations_cannot_break_a_figure(desk: Desk) -> None:
    text = desk.text(
        "{% set all = [figure('payments'), figure('paid')] %}{{ all | join('与') }}{{ (all[0] ~ '甲')[:1] }}"
        "{{ ('x' ~ all[1]) | replace('x', '共') | trim }}"
        "{% macro twice(it) %}{{ it }}{{ it }}{% endmacro %}{{ twice(all[0]) }}"
    )
    assert text == "⟨2件⟩与⟨74345.6元⟩⟨2件⟩共⟨74345.6元⟩⟨2件⟩⟨2件⟩"


def test_records_cannot_smuggle_figures_or_markup_in(own: Desk) -> None:
    own.project(4, "## 标题\n<b>\U000f0000&amp;|`x`![a](b)\\ - \U00100000", due_on="2020-01-01")
    text = own.text("{% for row in records('project') if row.key == 'XM-4' %}{{ row.text('name') }}{% endfor %}"
                     "{{ figure('payments') }}")  # fmt: skip
    assert text == "## 标题 <b>&amp;|`x`![a](b)\\ - ⟨2件⟩"
