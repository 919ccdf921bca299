#!/usr/bin/python3
"""Completion of ergoctl in bash, zsh and fish, with the installed scripts; a shell that is not there is skipped."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build" / os.environ.get("MODE", "release"))).resolve()
SCRIPTS = ROOT / "conf" / "completions"

MONITOR_KEYS = "image_bottom distance tilt yaw role width height diagonal text_size scale raised glare".split()

# What is typed (the last word is to be completed), and what must be offered.
CASES = [
    (["pa"], {"pause"}),
    (["he"], {"help", "help-seeking"}),
    (["break", ""], {"micro", "rest"}),
    (["log", "he"], {"headache"}),
    (["log", "headache", "neck_"], {"neck_pain=", "neck_stiff="}),
    (["log", "event", "ph"], {"physiotherapy"}),
    (["pause", "u"], {"until"}),
    (["pause", "until", ""], {"tomorrow"}),
    (["config", "re"], {"reload"}),
    (["config", "get", "rest_break."], {"rest_break.enabled", "rest_break.every", "rest_break.length"}),
    (["config", "get", "monitor", ""], {"DELL"} | {f"x.y.{key}" for key in MONITOR_KEYS}),
    (["config", "explain", "monitor", "DELL", "U2720Q.t"], {"U2720Q.tilt", "U2720Q.text_size"}),
    (["status", "--j"], {"--json"}),
    (["--json", "stat"], {"status", "stats"}),
    (["stats", "w"], {"week"}),
    (["data", ""], {"show", "erase"}),
    (["simulate", "--set", "daily_limit.l"], {"daily_limit.limit="}),
    (["history", "y"], {"yesterday"}),
    (["audit", "--explain", "tops"], {"tops-differ"}),
    (["help", "res"], {"resume"}),
    (["help", "--j"], {"--json"}),
    (["status", "extra", ""], set()),
    (["nonsense", ""], set()),
]


class Completion(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.addCleanup(self.tmp.cleanup)
        self.dir = pathlib.Path(self.tmp.name)
        (self.dir / "an.ini").write_text("")
        (self.dir / "a dir").mkdir()
        self.env = {**os.environ, "PATH": f"{BUILD}:{os.environ['PATH']}", "HOME": self.tmp.name, "TERM": "dumb",
                    "XDG_CONFIG_HOME": self.tmp.name}
        (self.dir / "ergod").mkdir()
        (self.dir / "ergod" / "ergod.ini").write_text("[monitor DELL U2720Q]\n[monitor x.y]\n")

    def shell(self, argv, text):
        p = subprocess.run(argv, input=text, env=self.env, text=True, capture_output=True, cwd=self.tmp.name,
                           timeout=60)
        self.assertEqual((p.returncode, p.stderr), (0, ""), p.stdout)
        return p.stdout

    def need(self, shell):
        if not shutil.which(shell):
            self.skipTest(f"{shell} is not installed")

    def bash(self, words):
        quoted = " ".join(f"'{w}'" for w in ["ergoctl", *words])
        out = self.shell(["bash", "--norc"], f"""
            source '{SCRIPTS}/ergoctl.bash'
            complete -p ergoctl >/dev/null || exit 1
            COMP_WORDS=({quoted}) COMP_CWORD={len(words)}
            _ergoctl ergoctl '{words[-1]}' ''
            for w in "${{COMPREPLY[@]}}"; do printf '%s\\n' "$w"; done
        """)
        return set(out.splitlines())

    def test_bash(self):
        self.need("bash")
        for words, want in CASES:
            with self.subTest(words):
                self.assertEqual(self.bash(words), want)
        self.assertEqual(self.bash(["status", "--f"]), {"--format="})
        # bash splits at "="
        self.assertEqual(self.bash(["status", "--format", "=", "way"]), {"waybar"})
        self.assertEqual(self.bash(["status", "--format", "="]), {"waybar", "oneline", "text", "json"})
        self.assertEqual(self.bash(["log", "headache", "side", "=", "le"]), {"left"})
        self.assertEqual(self.bash(["log", "headache", "side", "="]), {"left", "right", "both", "alternating"})
        self.assertEqual(self.bash(["log", "headache", "side", "=", "left", "neck_s"]), {"neck_stiff="})
        self.assertEqual(self.bash(["config", "check", "a"]), {"an.ini", "a dir"})
        self.assertEqual(self.bash(["audit", "--config", "=", "a"]), {"an.ini", "a dir"})

    def fish(self, words):
        line = " ".join(["ergoctl", *words])
        out = self.shell(["fish", "--no-config"], f"source '{SCRIPTS}/ergoctl.fish'; complete -C '{line}'")
        return {x.split("\t")[0] for x in out.splitlines()}

    def test_fish(self):
        self.need("fish")
        for words, want in CASES:
            with self.subTest(words):
                self.assertEqual(self.fish(words), want)
        self.assertEqual(self.fish(["status", "--format=w"]), {"--format=waybar"})
        self.assertIn("an.ini", self.fish(["config", "check", "a"]))
        self.assertIn("--config=an.ini", self.fish(["audit", "--config=a"]))
        self.assertEqual(self.fish(["audit", "--explain=tops"]), {"--explain=tops-differ"})

    def zsh(self, words):
        """Calls the function with _describe and _files replaced, which need a terminal to show anything."""
        quoted = " ".join(f"'{w}'" for w in ["ergoctl", *words])
        out = self.shell(["zsh", "-f"], f"""
            _describe() {{ local a; a=$3; print -rl -- "${{(@P)a}}" }}
            _files() {{ print -l -- a*(N) }}
            _call_program() {{ shift; eval "$*" }}
            words=({quoted}) CURRENT={len(words) + 1}
            source '{SCRIPTS}/ergoctl.zsh'
            true
        """)
        return {x.split(":")[0] for x in out.splitlines()}

    def test_zsh(self):
        self.need("zsh")
        self.assertTrue((SCRIPTS / "ergoctl.zsh").read_text().startswith("#compdef ergoctl\n"))
        for words, want in CASES:
            with self.subTest(words):
                self.assertEqual(self.zsh(words), want)
        self.assertEqual(self.zsh(["status", "--format=w"]), {"--format=waybar"})
        self.assertEqual(self.zsh(["config", "check", "a"]), {"an.ini", "a dir"})
        self.assertEqual(self.zsh(["audit", "--config", "a"]), {"an.ini", "a dir"})


class Hidden(unittest.TestCase):
    """`ergoctl --complete`, as the scripts use it."""

    def ask(self, *args, status=0):
        p = subprocess.run([BUILD / "ergoctl", "--complete", *args], text=True, capture_output=True)
        self.assertEqual(p.returncode, status, p.stderr)
        return p.stdout.splitlines()

    def test_lists(self):
        verbs = self.ask("verbs")
        self.assertEqual(verbs, [x.split("\t")[0] for x in self.ask("line", "")])
        for verb in verbs:
            self.assertLessEqual({"--help", "--no-color"}, set(self.ask("options", verb)))
            shown = {x.split("\t")[0].rstrip("=") for x in self.ask("line", verb, "--")}
            self.assertEqual(shown, set(self.ask("options", verb)))
        self.assertIn("rest_break.every", self.ask("config-keys"))
        self.ask("nonsense", status=2)
        self.ask(status=2)

    def test_odd_lines(self):
        self.assertEqual(self.ask("line"), self.ask("line", ""))
        self.assertEqual(self.ask("line", "--format", "--format", "stat"),
                         self.ask("line", "stat"))
        # "-" is a word like any other, and no option without a letter
        self.assertEqual(self.ask("line", "-", ""), [])
        self.assertIn("--json", {x.split("\t")[0] for x in self.ask("line", "status", "-")})
        self.assertEqual({x.split("\t")[0] for x in self.ask("line", "status", "-f", "o")}, {"oneline"})
        self.ask("line", *["x"] * 1000)
        self.ask("line", "config", "get", "x" * 100_000)


if __name__ == "__main__":
    unittest.main()
