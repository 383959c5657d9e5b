"""History of links between two tables, for migrations.

Django makes the table of a ManyToManyField by itself and its migrations know no model of it, so those of pgtrigger
leave out its triggers: a migration has to name them.
"""

from collections.abc import Mapping

from django.db import migrations
from pgtrigger import compiler

_WRITTEN = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def keep_links(
    *, table: str, events: str, columns: list[str], triggers: Mapping[str, tuple[str, str]]
) -> list[migrations.RunSQL]:
    """`triggers` are pgtrigger's own id and hash of each by its operation, so that `pgtrigger ls` knows them."""
    return [
        migrations.RunSQL(trigger.install_sql, trigger.uninstall_sql)
        for trigger in (
            _trigger(operation, pgid, digest, table=table, events=events, columns=columns)
            for operation, (pgid, digest) in triggers.items()
        )
    ]


def _trigger(
    operation: str, pgid: str, digest: str, *, table: str, events: str, columns: list[str]
) -> compiler.Trigger:
    row = _WRITTEN[operation]
    names = ["id", *columns]
    return compiler.Trigger(
        name=f"{operation}_{operation}",
        sql=compiler.UpsertTriggerSql(
            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)" if operation == "update" else "",
            func=(
                f'INSERT INTO "{events}" ({", ".join(names)}, pgh_context_id, pgh_created_at, pgh_label, pgh_obj_id)'
                f" VALUES ({', '.join(f'{row}.{name}' for name in names)},"
                f" _pgh_attach_context(), NOW(), '{operation}', {row}.id); RETURN NULL;"
            ),
            hash=digest,
            operation=operation.upper(),
            pgid=pgid,
            table=table,
            when="AFTER",
        ),
    )
