"""Names and numbers of people who do not exist.

Resident IDs carry the area code 110000, which stands for a whole province-level division: an ID is always issued by a
county, so no real number begins with it, and yet the check of the number accepts it. Phones use 154, a range that is
not allocated.
"""

from collections import Counter
from datetime import date
from random import Random

AREA = "110000"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖"
    "田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_MALE = "伟强磊军洋勇杰涛明超刚平辉健军波斌鹏宇浩凯林峰建国志文海山福贵德春生新民永成立东庆广忠义仁信"
_FEMALE = "芳娜敏静丽艳娟霞秀英玲桂兰红梅燕萍月琴云凤洁玉珍淑华雪莲慧巧美荣爱香莉彩春菊桃杏秋冬晓佳欣怡"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def person_name(random: Random, sex: str, surname: str | None = None) -> str:
    letters = _MALE if sex == "male" else _FEMALE
    given = "".join(random.choices(letters, k=1 if random.random() < 0.25 else 2))
    return (surname or random.choice(_SURNAMES)) + given


def check_digit(body: str) -> str:
    """The last character of a resident ID (GB 11643-1999) from its first 17 digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


class Numbers:
    """Gives each person a number of their own: odd sequence codes for men, even for women.

    ValueError after 499 of one sex on one day: so many do not fit into the three digits.
    """

    def __init__(self) -> None:
        self._given: Counter[tuple[date, str]] = Counter()

    def resident_id(self, birth: date, sex: str) -> str:
        self._given[birth, sex] += 1
        sequence = 2 * self._given[birth, sex] + (1 if sex == "male" else 0)
        if sequence > 999:
            raise ValueError(f"no sequence code left for {sex} born on {birth}")
        body = f"{AREA}{birth:%Y%m%d}{sequence:03}"
        return body + check_digit(body)


def phone(number: int) -> str:
    return f"154{number:08}"
