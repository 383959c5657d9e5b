from series.models.asset import Asset, PublicFile, Rendition
from series.models.bulk import BulkResult
from series.models.calendar_address import CalendarAddress
from series.models.comment import Comment, CommentThread
from series.models.correction import Correction
from series.models.count import DayCount, MonthCount, Tally
from series.models.draft import Draft
from series.models.effect import Effect, WebhookEndpoint
from series.models.episode import Episode, EpisodeCaption, Teaser
from series.models.export import ExportRecord
from series.models.figure import ImpactFigure
from series.models.front import Front
from series.models.legal import LegalPage
from series.models.lineup import LineupImport, LineupProgress, LineupRow
from series.models.live import Listing, LiveRevision
from series.models.moment import Moment
from series.models.notice import Notice, NoticeChoice, NoticeMail
from series.models.page import Mark, Page
from series.models.presence import Presence
from series.models.preview_link import PreviewAnswer, PreviewLink
from series.models.release import Release, ReleaseItem
from series.models.resource import Resource
from series.models.revision import Review, ReviewRequest, Revision
from series.models.saved_filter import SavedFilter
from series.models.schedule_change import ScheduleChange
from series.models.seal import Seal
from series.models.search import SearchEntry, SearchWord
from series.models.season import Season, Slot
from series.models.series import Series
from series.models.sign import Sign
from series.models.site import Site
from series.models.subject import Subject, subject_of

__all__ = [
    "Asset",
    "BulkResult",
    "CalendarAddress",
    "Comment",
    "CommentThread",
    "Correction",
    "DayCount",
    "Draft",
    "Effect",
    "Episode",
    "EpisodeCaption",
    "ExportRecord",
    "Front",
    "ImpactFigure",
    "LegalPage",
    "LineupImport",
    "LineupProgress",
    "LineupRow",
    "Listing",
    "LiveRevision",
    "Mark",
    "Moment",
    "MonthCount",
    "Notice",
    "NoticeChoice",
    "NoticeMail",
    "Page",
    "Presence",
    "PreviewAnswer",
    "PreviewLink",
    "PublicFile",
    "Release",
    "ReleaseItem",
    "Rendition",
    "Resource",
    "Review",
    "ReviewRequest",
    "Revision",
    "SavedFilter",
    "ScheduleChange",
    "Seal",
    "SearchEntry",
    "SearchWord",
    "Season",
    "Series",
    "Sign",
    "Site",
    "Slot",
    "Subject",
    "Tally",
    "Teaser",
    "WebhookEndpoint",
    "subject_of",
]
