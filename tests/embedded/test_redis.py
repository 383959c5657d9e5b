import redis

from sparks.embedded import redis_server


def client(server: redis_server.Server) -> redis.Redis:
    return redis.Redis.from_url(server.unix_url)


def test_what_is_queued_outlives_a_restart(home):
    server = redis_server.start(home / "redis")
    with client(server) as connection:
        connection.rpush("queue", "task")
    server.stop()

    server = redis_server.start(home / "redis")
    with client(server) as connection:
        assert connection.lrange("queue", 0, -1) == [b"task"]
    server.stop()


def test_a_damaged_file_is_moved_aside_and_redis_begins_empty(home):
    folder = home / "redis"
    folder.mkdir()
    (folder / "appendonly.aof").write_bytes(b"*2\r\n$6\r\nSELECT\r\nnonsense, and more of it\r\n")

    server = redis_server.start(folder)
    try:
        with client(server) as connection:
            assert connection.dbsize() == 0
        assert len(list(folder.glob("appendonly.damaged-*.aof"))) == 1
    finally:
        server.stop()


def test_a_stale_socket_is_no_hindrance(home):
    server = redis_server.start(home / "redis")
    server.process.kill()
    server.process.wait()
    assert server.path.exists()

    server = redis_server.start(home / "redis")
    with client(server) as connection:
        assert connection.ping()
    server.stop()


def test_celery_reaches_the_queue_by_the_address_it_is_given(home):
    from kombu import Connection

    server = redis_server.start(home / "redis")
    try:
        with Connection(server.url) as connection, connection.SimpleQueue("words") as queue:
            queue.put("hello")
            message = queue.get(timeout=5)
            message.ack()
            assert message.payload == "hello"
    finally:
        server.stop()
