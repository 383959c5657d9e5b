"""What is collected is packed, so that nginx has something to send to who takes it packed."""

import gzip

import brotli
from django.core.management import call_command
from django.test import override_settings


def test_collected_files_have_packed_siblings_under_their_hashed_names(tmp_path):
    storages = {"staticfiles": {"BACKEND": "sparks.static_store.PackedStaticFiles"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        [hub] = list((tmp_path / "css").glob("hub.*.css"))
        body = hub.read_bytes()
        packed = hub.with_name(hub.name + ".br")
        assert brotli.decompress(packed.read_bytes()) == body
        assert gzip.decompress(hub.with_name(hub.name + ".gz").read_bytes()) == body
        assert packed.stat().st_size < 15_000
        assert not list(tmp_path.rglob("*.woff2.br"))
        before = packed.stat().st_mtime_ns
        call_command("collectstatic", interactive=False, verbosity=0)
        assert packed.stat().st_mtime_ns == before
