"""Who may do what at the desk, as it is written: a line for each page and act, a column for each role.

`x` is allowed, `.` refused. What is done stands first, then the thing; `subjects` are working copies, which share their
acts: one with a form of its own, the one that is a single row, and one that comes from another room.
A review is taken back by whoever sent it, and by none of the seven here. A new page or act gets its line here and is
then tried on every path that `test_role_table.py` knows for its kind.
"""

from dataclasses import dataclass

ROLES = (
    *("Producer", "Editor", "Chief editor", "Moderator"),
    *("Programme manager", "Auditor", "Administrator"),
)
SUBJECTS = (
    *("series.episode", "series.teaser", "series.series", "series.site", "series.legalpage"),
    *("series.front", "series.impactfigure", "series.resource"),
    *("creators.creator", "creators.cause"),
)

ACTED = ("series.episode", "series.site", "creators.creator")

TABLE = """
                                        Prod Edit Chief Mod Prog Audit Admin
page  admin:index                        x    x    x    x    x    x    x
page  admin:jsi18n                       x    x    x    x    x    x    x
page  account                            x    x    x    x    x    x    x
page  mfa_index                          x    x    x    x    x    x    x
app   series                             x    x    x    x    x    x    x
app   creators                           x    x    x    x    x    x    .
app   accounts                           .    .    x    .    .    x    x
app   newsletter                         x    x    x    x    x    x    x
app   auth                               .    .    x    .    .    x    x
file  film                               x    x    x    x    x    x    .

list  series.episode                     x    x    x    x    x    x    .
list  series.teaser                      x    x    x    x    x    x    .
list  series.series                      x    x    x    x    x    x    .
list  series.season                      x    x    x    x    x    x    .
list  series.release                     x    x    x    x    x    x    x
list  series.review                      x    x    x    x    x    x    .
list  series.effect                      x    x    x    x    x    x    x
list  series.site                        x    x    x    x    x    x    .
list  series.legalpage                   x    x    x    x    x    x    .
list  series.front                       x    x    x    x    x    x    .
list  series.impactfigure                x    x    x    x    x    x    .
list  series.resource                    x    x    x    x    x    x    .
list  series.previewlink                 x    x    x    x    x    x    .
list  series.webhookendpoint             .    .    x    .    .    x    x
list  creators.creator                   x    x    x    x    x    x    .
list  creators.cause                     x    x    x    x    x    x    .
list  creators.consent                   x    x    x    x    x    x    .
list  accounts.user                      .    .    x    .    .    x    x
list  accounts.invitation                .    .    x    .    .    x    x
list  newsletter.subscriber              .    .    x    .    .    x    .
list  newsletter.delivery                .    .    x    .    .    x    x
list  newsletter.suppression             .    .    x    .    .    x    .
list  newsletter.addresslook             .    .    x    .    .    x    .
list  newsletter.issue                   x    x    x    x    x    x    x
list  auth.group                         .    .    x    .    .    x    x

add   series.episode                     x    x    x    .    .    .    .
add   series.teaser                      x    x    x    .    .    .    .
add   series.series                      x    x    x    .    .    .    .
add   series.season                      .    x    x    .    .    .    .
add   series.release                     .    .    .    .    .    .    .
add   series.review                      .    .    .    .    .    .    .
add   series.effect                      .    .    .    .    .    .    .
add   series.site                        .    .    .    .    .    .    .
add   series.legalpage                   .    .    x    .    .    .    .
add   series.front                       .    .    .    .    .    .    .
add   series.impactfigure                x    x    x    .    .    .    .
add   series.resource                    x    x    x    .    .    .    .
add   series.previewlink                 .    .    .    .    .    .    .
add   series.webhookendpoint             .    .    x    .    .    .    x
add   creators.creator                   x    x    x    .    .    .    .
add   creators.cause                     x    x    x    .    .    .    .
add   creators.consent                   x    x    x    .    .    .    .
add   accounts.user                      .    .    x    .    .    .    x
add   accounts.invitation                .    .    x    .    .    .    x
add   newsletter.subscriber              .    .    .    .    .    .    .
add   newsletter.delivery                .    .    .    .    .    .    .
add   newsletter.suppression             .    .    .    .    .    .    .
add   newsletter.addresslook             .    .    .    .    .    .    .
add   newsletter.issue                   .    .    .    .    .    .    .
add   auth.group                         .    .    .    .    .    .    .

change series.episode                    x    x    x    .    .    .    .
change series.teaser                     x    x    x    .    .    .    .
change series.series                     x    x    x    .    .    .    .
change series.season                     .    x    x    .    .    .    .
change series.release                    .    .    .    .    .    .    .
change series.review                     .    .    .    .    .    .    .
change series.effect                     .    .    .    .    .    .    .
change series.site                       .    .    x    .    .    .    .
change series.legalpage                  .    .    x    .    .    .    .
change series.front                      x    x    x    .    .    .    .
change series.impactfigure               x    x    x    .    .    .    .
change series.resource                   x    x    x    .    .    .    .
change series.previewlink                .    .    .    .    .    .    .
change series.webhookendpoint            .    .    x    .    .    .    x
change creators.creator                  x    x    x    .    .    .    .
change creators.cause                    x    x    x    .    .    .    .
change creators.consent                  x    x    x    .    .    .    .
change accounts.user                     .    .    x    .    .    .    x
change accounts.invitation               .    .    .    .    .    .    .
change newsletter.subscriber             .    .    .    .    .    .    .
change newsletter.delivery               .    .    .    .    .    .    .
change newsletter.suppression            .    .    .    .    .    .    .
change newsletter.addresslook            .    .    .    .    .    .    .
change newsletter.issue                  .    .    .    .    .    .    .
change auth.group                        .    .    .    .    .    .    .
password accounts.user                   .    .    x    .    .    .    x

delete series.episode                    x    x    x    .    .    .    .
delete series.teaser                     x    x    x    .    .    .    .
delete series.series                     .    x    x    .    .    .    .
delete series.season                     .    x    x    .    .    .    .
delete series.release                    .    .    .    .    .    .    .
delete series.review                     .    .    .    .    .    .    .
delete series.effect                     .    .    .    .    .    .    .
delete series.site                       .    .    .    .    .    .    .
delete series.legalpage                  .    .    x    .    .    .    .
delete series.front                      .    .    .    .    .    .    .
delete series.impactfigure               .    x    x    .    .    .    .
delete series.resource                   .    x    x    .    .    .    .
delete series.previewlink                .    .    .    .    .    .    .
delete series.webhookendpoint            .    .    x    .    .    .    x
delete creators.creator                  .    x    x    .    .    .    .
delete creators.cause                    .    x    x    .    .    .    .
delete creators.consent                  .    .    .    .    .    .    .
delete accounts.user                     .    .    .    .    .    .    .
delete accounts.invitation               .    .    .    .    .    .    .
delete newsletter.subscriber             .    .    .    .    .    .    .
delete newsletter.delivery               .    .    .    .    .    .    .
delete newsletter.suppression            .    .    .    .    .    .    .
delete newsletter.addresslook            .    .    .    .    .    .    .
delete newsletter.issue                  .    .    .    .    .    .    .
delete auth.group                        .    .    .    .    .    .    .

act   subjects/submit                    x    x    x    .    .    .    .
act   subjects/plan                      .    x    x    .    .    .    .
act   subjects/publish-now               .    x    x    .    .    .    .
act   subjects/update                    .    x    x    .    .    .    .
act   subjects/withdraw                  .    .    x    .    .    .    .
act   subjects/bring-back                .    .    x    .    .    .    .
act   series.episode/restore             x    x    x    .    .    .    .
act   series.site/restore                .    .    x    .    .    .    .
act   creators.creator/restore           x    x    x    .    .    .    .
act   subjects/unlock                    .    x    x    .    .    .    .
act   series.release/schedule            .    x    x    .    .    .    .
act   series.release/unschedule          .    x    x    .    .    .    .
act   series.release/move                .    x    x    .    .    .    .
act   series.release/swap                .    x    x    .    .    .    .
act   series.release/cancel              .    x    x    .    .    .    .
act   series.release/release-now         .    x    x    .    .    .    .
act   series.release/add                 .    x    x    .    .    .    .
act   series.release/take-out            .    x    x    .    .    .    .
act   series.release/split               .    x    x    .    .    .    .
act   withdrawal/schedule                .    .    x    .    .    .    .
act   withdrawal/unschedule              .    .    x    .    .    .    .
act   withdrawal/move                    .    .    x    .    .    .    .
act   withdrawal/swap                    .    .    x    .    .    .    .
act   withdrawal/cancel                  .    .    x    .    .    .    .
act   withdrawal/release-now             .    .    x    .    .    .    .
act   withdrawal/add                     .    .    x    .    .    .    .
act   withdrawal/take-out                .    .    x    .    .    .    .
act   withdrawal/split                   .    .    x    .    .    .    .
act   series.review/approve              .    x    x    .    .    .    .
act   series.review/ask-changes          .    x    x    .    .    .    .
act   series.review/ask-reviewers        x    x    x    .    .    .    .
act   series.review/take-back            .    .    .    .    .    .    .
act   series.previewlink/revoke          x    x    x    .    .    .    .
act   series.effect/retry                .    .    .    .    .    .    x
act   series.season/plan                 .    x    x    .    .    .    .
act   series.season/assign               .    x    x    .    .    .    .
act   series.season/skip                 .    x    x    .    .    .    .
act   series.season/pause                .    x    x    .    .    .    .
act   series.season/resume               .    x    x    .    .    .    .
act   series.season/shift                .    x    x    .    .    .    .
act   series.season/move                 .    x    x    .    .    .    .
act   series.season/swap                 .    x    x    .    .    .    .
act   series.season/pull-forward         .    x    x    .    .    .    .
act   series.season/stand-in             .    x    x    .    .    .    .
act   creators.consent/withdraw          .    x    x    .    .    .    .
act   accounts.user/reset-factor         .    .    x    .    .    .    x
act   accounts.invitation/send-again     .    .    x    .    .    .    x
act   newsletter.suppression/lift        .    .    x    .    .    .    .
act   accounts.invitation/revoke         .    .    x    .    .    .    x

find  series.episode/creator             x    x    x    x    x    x    .
find  series.episode/series              x    x    x    x    x    x    .
find  series.episode/causes              x    x    x    x    x    x    .
find  series.episode/resources           x    x    x    x    x    x    .
find  series.teaser/episode              x    x    x    x    x    x    .
find  series.impactfigure/series         x    x    x    x    x    x    .
find  series.impactfigure/cause          x    x    x    x    x    x    .
find  series.front/hero                  x    x    x    x    x    x    .
find  series.front/teasers               x    x    x    x    x    x    .
find  series.resource/series             x    x    x    x    x    x    .
find  series.resource/causes             x    x    x    x    x    x    .
find  series.season/series               x    x    x    x    x    x    .
find  creators.creator/causes            x    x    x    x    x    x    .
find  creators.consent/creator           x    x    x    x    x    x    .
"""


# Lists whose rows can be chosen for acts on many at once; nothing is ever deleted so.
BULK = ("series.episode", "series.release", "series.review")
# Who may do any of these.
IN_BULK = ("Producer", "Editor", "Chief editor")


@dataclass(frozen=True)
class Line:
    """`thing` is a model's label or a name of the test's own; `name` what is done to it, where the kind has several."""

    kind: str
    thing: str
    name: str
    allowed: frozenset[str]


def lines(*kinds: str) -> list[Line]:
    """The lines of these kinds; one for each of ACTED where the table says `subjects`."""
    found = []
    for text in TABLE.strip().splitlines()[1:]:
        if not text.strip():
            continue
        kind, target, *marks = text.split()
        assert len(marks) == len(ROLES), text
        assert set(marks) <= {"x", "."}, text
        thing, _, name = target.partition("/")
        allowed = frozenset(role for role, mark in zip(ROLES, marks, strict=True) if mark == "x")
        things = ACTED if thing == "subjects" else [thing]
        found += [Line(kind, one, name, allowed) for one in things]
    return [line for line in found if line.kind in kinds]
