"""Who may do what on the desk's pages of their own, as it is written: beside `role_table.py`, which has the admin's.

`look` is a page or an answer, `do` a page with a form that does something, `post` an act without a page, `share` one
that shows it to all staff, `script` a door for scripts. `palette` is what a question finds, `menu` an entry there.
A comment is corrected by whoever wrote it, and by none of the seven here.
"""

from tests.series.role_table import ROLES, Line

TABLE = """
                                        Prod Edit Chief Mod Prog Audit Admin
post    legal/begin                      .    .    x    .    .    .    .

look    calendar/month                   x    x    x    x    x    x    x
look    calendar/agenda                  x    x    x    x    x    x    x
look    calendar/release                 x    x    x    x    x    x    x
look    calendar/slot                    x    x    x    x    x    x    .
look    calendar/reserve                 x    x    x    x    x    x    .
do      calendar/addresses               x    x    x    x    x    x    x
do      calendar/move                    .    x    x    .    .    .    .
do      calendar/swap                    .    x    x    .    .    .    .
do      calendar/seat                    .    x    x    .    .    .    .
do      calendar/pull                    .    x    x    .    .    .    .
do      calendar/move-withdrawal         .    .    x    .    .    .    .
do      calendar/swap-withdrawal         .    .    x    .    .    .    .
post    calendar/undo                    .    x    x    .    .    .    .

look    preview/revision                 x    x    x    x    x    x    .
look    preview/page                     x    x    x    x    x    x    .
look    preview/look                     x    x    x    x    x    x    .
look    preview/draft                    x    x    x    x    x    x    .
look    preview/draft-page               x    x    x    x    x    x    .
do      preview/share                    x    x    x    .    .    .    .

look    compare/sides                    x    x    x    x    x    x    .
script  working/draft                    x    x    x    .    .    .    .
script  working/presence                 x    x    x    x    x    x    .

do      comment/begin                    x    x    x    .    .    .    .
do      comment/answer                   x    x    x    .    .    .    .
post    comment/resolve                  x    x    x    .    .    .    .
post    comment/take-back                x    x    x    .    .    .    .
do      comment/correct                  .    .    .    .    .    .    .
look    comment/people                   x    x    x    .    .    .    .

do      lineup/upload                    .    x    x    .    .    .    .
look    lineup/template                  .    x    x    .    .    .    .
look    lineup/look                      .    x    x    .    .    .    .
look    lineup/progress                  .    x    x    .    .    .    .
look    lineup/reasons                   .    x    x    .    .    .    .
do      lineup/row                       .    x    x    .    .    .    .
do      lineup/apply                     .    x    x    .    .    .    .
post    lineup/again                     .    x    x    .    .    .    .
post    lineup/leave-out                 .    x    x    .    .    .    .
post    lineup/drop                      .    x    x    .    .    .    .
look    export/episodes                  .    x    x    .    .    x    .
look    export/releases                  .    x    x    .    .    x    .
look    export/creators                  .    x    x    .    .    x    .

post    filter/episodes                  x    x    x    x    x    x    .
post    filter/releases                  x    x    x    x    x    x    x
post    filter/reviews                   x    x    x    x    x    x    .
post    filter/creators                  x    x    x    x    x    x    .
share   filter/releases                  .    x    x    .    .    .    .

look    audience/page                    x    x    x    x    x    x    x
look    audience/pages-table             x    x    x    x    x    x    x
look    audience/sites-table             x    x    x    x    x    x    x

look    history/all                      .    .    x    .    .    x    .
look    history/of-one                   .    .    x    .    .    x    .

do      bulk/submit                      x    x    x    .    .    .    .
do      bulk/cancel-episodes             .    x    x    .    .    .    .
do      bulk/move-episodes               .    x    x    .    .    .    .
do      bulk/approve                     .    x    x    .    .    .    .
do      bulk/cancel                      .    x    x    .    .    .    .
do      bulk/move                        .    x    x    .    .    .    .
do      bundle/together                  .    x    x    .    .    .    .

look    notice/list                      x    x    x    x    x    x    x
do      notice/choices                   x    x    x    x    x    x    x
post    notice/mark                      x    x    x    x    x    x    x
look    find/page                        x    x    x    x    x    x    x
look    find/palette                     x    x    x    x    x    x    x

palette thing/episode                    x    x    x    x    x    x    .
palette thing/creator                    x    x    x    x    x    x    .
palette thing/series                     x    x    x    x    x    x    .
palette thing/season                     x    x    x    x    x    x    .
palette thing/release                    x    x    x    x    x    x    x
palette act/submit                       x    x    x    .    .    .    .
palette act/plan                         .    x    x    .    .    .    .
palette act/cancel                       .    x    x    .    .    .    .

menu    calendar/month                   x    x    x    x    x    x    x
menu    audience/page                    x    x    x    x    x    x    x
menu    lineup/upload                    .    x    x    .    .    .    .
menu    history/all                      .    .    x    .    .    x    .
menu    find/page                        x    x    x    x    x    x    x
menu    notice/list                      x    x    x    x    x    x    x
"""


def lines(*kinds: str) -> list[Line]:
    found = []
    for text in filter(str.strip, TABLE.strip().splitlines()[1:]):
        kind, target, *marks = text.split()
        assert len(marks) == len(ROLES), text
        assert set(marks) <= {"x", "."}, text
        thing, _, name = target.partition("/")
        allowed = frozenset(role for role, mark in zip(ROLES, marks, strict=True) if mark == "x")
        found.append(Line(kind, thing, name, allowed))
    return [line for line in found if line.kind in kinds]
