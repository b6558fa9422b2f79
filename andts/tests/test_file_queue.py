"""The queue of files hands over whole messages while they are being written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from kombu.connection import Connection
from kombu.transport import TRANSPORT_ALIASES

from andts import environment

LONG = "lång text " * 200_000  # written in many pieces


@pytest.fixture
def connect(tmp_path):
    options = environment.file_queue(tmp_path)
    return lambda: Connection("filesystem://localhost", transport_options={**options, "polling_interval": 0.001})


def test_reader_gets_every_message_whole(connect):
    writer = Thread(target=put, args=(connect, "busy", 30))
    writer.start()
    read = take(connect, "busy", 30)
    writer.join()
    assert sorted(read) == [f"{number:02} {LONG}" for number in range(30)]


@pytest.mark.parametrize("attempt", range(20))
def test_no_message_is_lost_by_those_who_begin_a_queue_at_once(connect, attempt):
    # What is bound to an exchange is remembered by the process: each attempt needs a name of its own.
    name, together = f"new-{attempt}", Barrier(8)

    def begin(_):
        together.wait(60)
        put(connect, name, 1, "kort text")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(begin, range(8)))
    assert take(connect, name, 8) == ["00 kort text"] * 8


def test_taken_message_leaves_nothing_behind(connect, tmp_path):
    put(connect, "short", 1)
    take(connect, "short", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["control"]


def test_celery_uses_it():
    assert TRANSPORT_ALIASES["filesystem"] == "andts.lib.file_queue:Transport"


def put(connect, name, count, text=LONG):
    with connect() as connection, connection.SimpleQueue(name) as queue:
        for number in range(count):
            queue.put(f"{number:02} {text}")


def take(connect, name, count):
    read = []
    with connect() as connection, connection.SimpleQueue(name) as queue:
        for _ in range(count):
            message = queue.get(timeout=60)
            read.append(message.payload)
            message.ack()
    return read
