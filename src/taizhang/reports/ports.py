"""What a report needs of the indicators: the methods of ``taizhang.indicators.engine.Engine`` that are used here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from taizhang.indicators.values import Coverage, Finding, Request, Row, Value
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period


class Figures(Protocol):
    """Answers questions about one town; IndicatorError when a question cannot be answered."""

    def evaluate(self, requests: Iterable[Request], cutoff: Cutoff) -> Mapping[Request, Value]: ...

    def records(
        self, ledger: str, asof: AsOf, org: OrgCode | None = None, where: str | None = None, order: str | None = None
    ) -> Sequence[Row]: ...

    def checks(self, period: Period, org: OrgCode, cutoff: Cutoff) -> Sequence[Finding]: ...

    def completeness(self, period: Period, org: OrgCode, cutoff: Cutoff) -> Sequence[Coverage]: ...
