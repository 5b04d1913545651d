"""Reads the include lines: dependencies point one way, the core does no I/O, and views draw through ui:: only."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
SHARED = ["base", "model", "text", "document", "workflow", "protocol"]


def sources(folder):
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in {".cpp", ".hpp"}:
            yield path, path.read_text(encoding="utf-8")


def includes(text):
    return re.findall(r'^#include "([^"]+)"', text, re.MULTILINE)


class ArchitectureTest(unittest.TestCase):
    def test_shared_folders_know_only_those_before_them(self):
        seen = 0
        for path, text in sources("shared"):
            own = SHARED.index(path.relative_to(ROOT / "shared").parts[0])
            for name in includes(text):
                seen += 1
                parts = name.split("/")
                self.assertEqual(parts[0], "shared", f"{path} includes {name}")
                self.assertLessEqual(SHARED.index(parts[1]), own, f"{path} includes {name}")
        self.assertGreater(seen, 50)

    def test_server_and_client_never_know_each_other(self):
        for folder, other in (("server", "client/"), ("client", "server/")):
            for path, text in sources(folder):
                for name in includes(text):
                    self.assertFalse(name.startswith(other), f"{path} includes {name}")

    def test_net_and_store_do_not_meet(self):
        for folder, other in (("server/net", "server/store"), ("server/store", "server/net")):
            for path, text in sources(folder):
                for name in includes(text):
                    self.assertFalse(name.startswith(other), f"{path} includes {name}")

    def test_only_net_includes_beast(self):
        for path, text in list(sources("server")) + list(sources("shared")):
            if "server/net/" not in str(path):
                self.assertNotIn("boost/beast", text, str(path))

    def test_the_core_reads_no_clock_and_draws_no_random_number(self):
        for folder in ("shared", "server/commands", "server/rooms"):
            for path, text in sources(folder):
                for word in ("system_clock::now", "steady_clock::now", "random_device", "std::rand", "std::thread", "boost/asio"):
                    self.assertNotIn(word, text, str(path))

    def test_views_draw_through_the_design_system(self):
        for path, text in sources("client/views"):
            self.assertNotIn("ImGui::", text, str(path))


if __name__ == "__main__":
    unittest.main()
