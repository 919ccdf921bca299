#!/usr/bin/python3
"""The picture of the desk, measured: to scale, well-formed whatever monitors are called, alone in the world."""

import json
import math
import pathlib
import re
import unittest
import xml.etree.ElementTree as ET

from test_ergoctl_audit import SETUPS, Alone

SVG = "{http://www.w3.org/2000/svg}"
DESKS = sorted(p.stem for p in SETUPS.glob("*.json"))
BODY = {"user": {"stature": "178cm", "eye_height": "122cm", "elbow_height": "70cm", "glasses": "none"},
        "desk": {"height": "72cm"}, "chair": {"seat_height": "46cm"}, "keyboard": {"height": "2cm", "external": "yes"}}
PLACE = {"image_bottom": "12cm", "distance": "65cm", "tilt": "10deg", "yaw": "0deg"}
HOSTILE = ["<b>\"A&B\"'</b>]]>", "<!--", "]]><script>x()</script>", "&amp;&#0;&x;", "a\u202eb\u2066c\u200fd\ufeff", "\ufffe\uffff\ufdd0", "幅広い文字の名前で十",
           "'/><x y='", "\U0001f5a5" * 7]


def monitor(output, model, width=518, height=324, **more):
    size = {"source": "edid-timing", "width_mm": width, "height_mm": height, "doubt": "none"}
    return {"output": output, "vendor": "DEL", "model": model, "serial": "", "internal": False, "primary": False, "reflected": False,
            "x": 0, "y": 0, "width_px": 1920, "height_px": 1200, "rotation": 0, "outputs": 1, "width_mm": width, "height_mm": height,
            "size_source": "edid-timing", "told": [size], **more}


class Picture:
    """A drawing, taken apart."""

    def __init__(self, text):
        self.text = text
        self.root = ET.fromstring(text)
        self.ids = {e.get("id"): e for e in self.root.iter() if e.get("id")}

    def line(self, name):
        """Ends of a line, x and y; None where it is not drawn."""
        e = self.ids.get(name)
        return None if e is None else [(float(e.get(f"x{i}")), float(e.get(f"y{i}"))) for i in (1, 2)]

    def scale(self, name):
        """Pixels a millimetre, by the bar."""
        (x1, _), (x2, _) = self.line(name)
        return (x2 - x1) / float(self.ids[name].get("data-mm"))

    def eye(self):
        return float(self.ids["eye"].get("cx")), float(self.ids["eye"].get("cy"))

    def words(self):
        return [e.text or "" for e in self.root.iter(SVG + "text")]


def length(line):
    return math.dist(*line)


class Svg(Alone):
    def picture(self, *files):
        out = self.dir / "desk.svg"
        self.ctl("audit", *files, "--svg", out)
        return Picture(out.read_text())

    def described(self, monitors, places, unit="cm", body=None):
        """The files of a desk that a test describes."""
        body = BODY if body is None else body
        sections = {**body, **{f"monitor {name}": place for name, place in places.items()}, "units": {"length": unit}}
        (self.dir / "m.json").write_text(json.dumps({"backend": "x11", "laptop_only_today_seconds": 0, "monitors": monitors}))
        (self.dir / "c.ini").write_text("".join(f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in keys.items())
                                                for name, keys in sections.items()))
        return "--monitors", self.dir / "m.json", "--config", self.dir / "c.ini"

    def report(self, *files):
        return json.loads(self.ctl("audit", "--json", *files))


class ToScale(Svg):
    def check(self, *files):
        """Everything that the audit tells as a number is found again in the drawing."""
        p, screens = self.picture(*files), self.report(*files)["monitors"]
        drawn = 0
        for i, m in enumerate(screens):
            side, top = p.line(f"side-{chr(65 + i)}"), p.line(f"top-{chr(65 + i)}")
            self.assertEqual(side is not None, m["top_deg"] is not None, m)
            if top and m["width_mm"]:
                self.assertAlmostEqual(length(top) / p.scale("top-scale"), m["width_mm"], delta=1)
                self.assertAlmostEqual(p.scale("top-scale"), p.scale("side-scale") if side else p.scale("top-scale"), delta=1e-4)
            if not side:
                continue
            drawn += 1
            self.assertAlmostEqual(length(side) / p.scale("side-scale"), m["height_mm"], delta=1)
            (bx, by), (tx, ty), (ex, ey) = *side, p.eye()
            for name, x, y in (("top_deg", tx, ty), ("centre_deg", (bx + tx) / 2, (by + ty) / 2), ("bottom_deg", bx, by)):
                self.assertAlmostEqual(math.degrees(math.atan2(ey - y, x - ex)), m[name], delta=.1, msg=name)
            self.assertAlmostEqual(math.dist(((bx + tx) / 2, (by + ty) / 2), (ex, ey)) / p.scale("side-scale"), m["distance_mm"], delta=1)
        return drawn

    def test_a_foot_rest_is_drawn(self):
        screens = [monitor("DP-1", "ONE")], {"DP-1": PLACE}
        self.assertNotIn("foot-rest", self.picture(*self.described(*screens)).ids)
        body = {**BODY, "chair": {"seat_height": "52cm", "footrest": "7cm"}}
        p = self.picture(*self.described(*screens, body=body))
        top = p.ids["foot-rest"].findall(SVG + "path")[-1]
        floor = p.eye()[1] + 1220 * p.scale("side-scale")
        at = float(top.get("d").removeprefix("M").split("L")[0].split()[1]) - float(top.get("stroke-width")) / 2
        self.assertAlmostEqual(floor - at, 70 * p.scale("side-scale"), delta=0.1)

    def test_the_desks(self):
        drawn = {name: self.check(*self.files(name)) for name in DESKS}
        self.assertEqual(drawn["good-desk"], 1)
        self.assertEqual(drawn["dual-equal"], 2)
        self.assertEqual(drawn["nothing-told"], 0)

    def test_far_near_wide_and_behind(self):
        for width, height, place in ((1193, 336, {"distance": "75cm"}), (518, 324, {"distance": "22cm", "image_bottom": "25cm"}),
                                     (1210, 680, {"distance": "9m", "image_bottom": "80cm"}),
                                     (518, 324, {"yaw": "170deg", "tilt": "-60deg"}), (5000, 2000, {"distance": "3m"}),
                                     (60, 30, {"tilt": "90deg"})):
            with self.subTest(place=place, width=width):
                files = self.described([monitor("DP-1", "M", width, height)], {"DP-1": {**PLACE, **place}})
                self.assertEqual(self.check(*files), 1)

    def test_yaw_and_distance_from_above(self):
        files = self.described([monitor("DP-1", "M")], {"DP-1": {**PLACE, "yaw": "-40deg"}})
        p, m = self.picture(*files), self.report(*files)["monitors"][0]
        (lx, ly), (rx, ry) = p.line("top-A")
        eye = [e for e in p.root.iter(SVG + "circle") if e.get("class") == "point"][-1]
        x, y = (lx + rx) / 2 - float(eye.get("cx")), float(eye.get("cy")) - (ly + ry) / 2
        self.assertAlmostEqual(math.degrees(math.atan2(x, y)), m["yaw_deg"], delta=.1)
        depth = m["distance_mm"] * math.cos(math.radians(m["centre_deg"]))
        self.assertAlmostEqual(math.hypot(x, y) / p.scale("top-scale"), depth, delta=1)
        self.assertLess(abs((rx - lx) * x - (ry - ly) * y), 2 * math.hypot(x, y), "it faces the eyes")

    def test_eye_height_above_the_desk(self):
        """The eyes' line and the screen stand over one floor."""
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": PLACE}))
        (_, y), (_, y2) = p.line("eye-line")
        self.assertEqual(y, y2)
        (_, bottom), _ = p.line("side-A")
        self.assertAlmostEqual((bottom - y) / p.scale("side-scale"), 1220 - 720 - 120, delta=1)


class WellFormed(Svg):
    def test_hostile_names(self):
        for name in HOSTILE:
            with self.subTest(name=name):
                p = self.picture(*self.described([monitor("DP-1", name), monitor("DP-2", name)], {"*": PLACE}))
                self.assertEqual(set(e.tag for e in p.root.iter()) -
                                 {SVG + t for t in "svg title desc style g rect line circle ellipse path text".split()}, set())
                self.assertNotRegex(p.text, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]")

    def test_a_name_is_told_as_it_is(self):
        p = self.picture(*self.described([monitor("DP-1", "A<&>\"B")], {"DP-1": PLACE}))
        self.assertIn("A<&>\"B", p.words())

    def test_a_long_name_stays_on_the_page(self):
        p = self.picture(*self.described([monitor("DP-1", "W" * 31), monitor("DP-2", "W" * 31)], {"*": PLACE}))
        self.assertTrue([w for w in p.words() if re.fullmatch("W+…", w)], p.words())
        self.assertFalse([w for w in p.words() if "W" * 30 in w])

    def test_nothing_from_elsewhere(self):
        for name in DESKS:
            text = self.picture(*self.files(name)).text
            self.assertNotRegex(text.replace('xmlns="http://www.w3.org/2000/svg"', ""), r"https?:|href|url\(|@import|<script|font-face|\bon\w+=")
            self.assertNotRegex(text, r"(?i)\bnan\b|\binf\b|=\"-?nan|[0-9]e[+-][0-9]")
            self.assertIn("prefers-color-scheme: dark", text)

    def test_the_same_again(self):
        for name in DESKS:
            self.assertEqual(self.picture(*self.files(name)).text, self.picture(*self.files(name)).text)

    def test_text_for_a_screen_reader(self):
        p = self.picture(*self.files("too-high"))
        self.assertEqual(p.root.get("role"), "img")
        self.assertEqual(p.root.get("aria-labelledby"), "title desc")
        self.assertTrue(p.ids["title"].text)
        self.assertRegex(p.ids["desc"].text, r"Screen A, DELL U2720Q: .*top \+12°")
        self.assertRegex(p.ids["desc"].text, r"Finding 1, high: .*above your eyes")

    def test_everything_is_on_the_page_and_legible(self):
        wall = [monitor(f"DP-{i}", f"M{i}", x=1920 * i) for i in range(16)]
        places = {f"DP-{i}": {**PLACE, "yaw": f"{-70 + 9 * i}deg", "image_bottom": f"{5 + 4 * i}cm"} for i in range(16)}
        for files in (*map(self.files, DESKS), self.described(wall, places)):
            p = self.picture(*files)
            _, _, width, height = map(float, p.root.get("viewBox").split())
            self.assertEqual(width, 1200)
            for e in p.root.iter(SVG + "text"):
                self.assertGreaterEqual(float(e.get("font-size")), 11)
                self.assertTrue(0 <= float(e.get("x")) <= width and 11 <= float(e.get("y")) <= height, e.text)

    def test_labels_beside_the_view_do_not_overlap(self):
        for name in DESKS:
            p = self.picture(*self.files(name))
            seen = sorted({(float(e.get("x")), float(e.get("y"))) for e in p.root.iter(SVG + "text")
                           if e.get("font-size") == "12" and re.match(r"top |centre |bottom |eyes |desk |elbows |seat ", e.text)},
                          key=lambda at: at[1])
            for (_, a), (_, b) in zip(seen, seen[1:]):
                self.assertGreaterEqual(b - a, 19.9, name)


class Told(Svg):
    def test_what_is_not_told_is_not_drawn(self):
        p = self.picture(*self.described([monitor("DP-1", "M", primary=True), monitor("DP-2", "N", x=1920)],
                                         {"DP-1": PLACE, "DP-2": {"tilt": "5deg"}}))
        self.assertTrue(p.line("side-A") and p.line("top-A"))
        self.assertFalse(p.line("side-B") or p.line("top-B"))
        self.assertRegex(" ".join(p.words()), "Not drawn; not told: .*distance")

    def test_no_eyes_no_side(self):
        body = {k: v for k, v in BODY.items() if k != "user"}
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": PLACE}, body=body))
        self.assertNotIn("eye-line", p.ids)
        self.assertIn("Not drawn: the height of your eyes is not told.", p.words())
        self.assertEqual(p.ids["top-A"].get("stroke-dasharray") is not None, True, "its depth is a guess")

    def test_standing_alone(self):
        body = {"user": {"eye_height_standing": "165cm"}, "desk": {"height_standing": "108cm"}}
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": PLACE}, body=body))
        self.assertIn("From the side, standing", p.words())
        self.assertTrue(p.line("side-A"))
        body = {"user": {"stature": "170cm"}, "desk": {"height_standing": "108cm"}}  # eyes are known of both postures
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": PLACE}, body=body))
        self.assertIn("From the side, standing", p.words())
        self.assertTrue(p.line("side-A"))
        self.assertRegex(" ".join(p.words()), "eye height standing, elbow height standing. ergoctl setup")
        self.assertNotIn("Not told", " ".join(p.words()))

    def test_what_can_not_be(self):
        """Ten centimetres from the eyes, and a metre below them."""
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": {**PLACE, "image_bottom": "-50cm", "distance": "10cm"}}))
        self.assertFalse(p.line("side-A"))
        self.assertIn("Not drawn from the side: its height and distance do not fit together", " ".join(p.words()))

    def test_estimates_are_dashed_and_named(self):
        body = {**BODY, "user": {"stature": "178cm"}}
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": {k: v for k, v in PLACE.items() if k != "tilt"}}, body=body))
        self.assertTrue(any(re.match(r"eyes .*\(estimated\)", w) for w in p.words()))
        self.assertTrue(any(e.get("class") == "spread" for e in p.root.iter()), "how far off it may be")
        self.assertIsNotNone(p.ids["side-A"].get("stroke-dasharray"))
        self.assertIsNone(self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": PLACE})).ids["side-A"].get("stroke-dasharray"))

    def test_units(self):
        p = self.picture(*self.described([monitor("DP-1", "M")], {"DP-1": PLACE}, unit="in"))
        self.assertIn("20 in", p.words())
        self.assertFalse([w for w in p.words() if re.search(r"\d cm", w)])

    def test_each_finding_has_its_number_and_word(self):
        files = self.files("dual-equal")
        p, findings = self.picture(*files), self.report(*files)["findings"]
        words = p.words()
        for i, f in enumerate(findings[:12]):
            self.assertGreaterEqual(words.count(str(i + 1)), 2, "in the list and on the drawing")
            self.assertTrue(any(w.startswith(f["severity"]) for w in words))

    def test_the_plan_is_drawn(self):
        """Where the top edge is too high the plan lowers it: an arrow, its words, and the step in the list."""
        files = self.files("too-high")
        p, plan = self.picture(*files), self.report(*files)["plan"]
        self.assertTrue(plan)
        self.assertTrue([w for w in p.words() if re.search(r"\blower [\d.]+ cm", w)], p.words())
        self.assertTrue([e for e in p.root.iter(SVG + "path") if e.get("class") == "head"], "an arrow")
        self.assertTrue([e for e in p.root.iter(SVG + "line") if e.get("class") == "move" and e.get("stroke-dasharray")])

    def test_a_good_desk_has_no_signs(self):
        p = self.picture(*self.files("good-desk"))
        self.assertFalse([e for e in p.root.iter() if e.get("class") == "hn"])
        self.assertIn("Nothing was found in what is told of it.", p.words())


class Files(Svg):
    def test_the_standard_output(self):
        out = self.ctl("audit", *self.files("good-desk"), "--svg", "-")
        self.assertEqual(Picture(out).text, self.picture(*self.files("good-desk")).text)

    def test_a_full_disk_is_told(self):
        if pathlib.Path("/dev/full").exists():
            err = self.ctl("audit", *self.files("good-desk"), "--svg", "/dev/full", status=1)
            self.assertRegex(err, "/dev/full: No space left")


if __name__ == "__main__":
    unittest.main()
