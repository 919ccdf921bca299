"""What the report of ten years takes.  tests/run: alone"""

import os
import pathlib
import resource
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from report_case import BUILD, Report  # noqa: E402

BUDGET_MS, MEMORY_KIB = 300, 64 * 1024


@unittest.skipUnless(os.environ.get("MODE", "release") == "release", "only the program as it is installed is measured")
class Cost(Report):
    @staticmethod
    def spent():
        """Of the processor: other programs shall not decide."""
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    def test_ten_years(self):
        """3,652 days, some 29,000 sessions and 8,000 entries of the diary, on one page; and as the verb comes."""
        self.made_up(3652)
        for args in (("--since", "3660 days ago", "--html", "-", "--yes"), ("--since", "3660 days ago", "--json"), ()):
            best = quickest = 10**9
            for _ in range(5):
                begun, spent = time.monotonic(), self.spent()
                subprocess.run([BUILD / "ergoctl", "report", *args], env=self.env, check=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, timeout=60)
                best = min(best, (self.spent() - spent) * 1000)
                quickest = min(quickest, (time.monotonic() - begun) * 1000)
            print(f"report {' '.join(args)}: {best:.0f} ms of the processor, {quickest:.0f} ms by the clock")
            self.assertLessEqual(best, BUDGET_MS)
        # of the years before, too: but they were smaller
        self.assertLessEqual(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, MEMORY_KIB)


if __name__ == "__main__":
    unittest.main()
