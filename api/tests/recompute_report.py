"""Works out the totals of a consultation report from what it lists, knowing nothing of the program that made it.

    python3 recompute_report.py report.json report.csv

Prints the totals and fails if the JSON, the CSV and the totals that the report gives do not agree. `received` and
`never_public` count comments that are not listed, so they are taken as they are. Needs nothing but Python.
"""

import csv
import json
import statistics
import sys
from datetime import datetime, timedelta

OUTCOMES = ["accepted", "partly_accepted", "not_accepted", "already_covered", "out_of_scope", "noted"]
NOT_LISTED = ["received", "never_public"]


def from_json(path):
    """Comments as (state, published_at, responses), each response as (seq, at, outcome, superseded)."""
    report = json.load(open(path, encoding="utf-8"))
    said = []
    for comment in report["comments"]:
        answers = [
            (it["seq"], it["published_at"], it["outcome"], it["superseded_by"] is not None)
            for it in comment["responses"]
        ]
        said.append((comment["state"], comment["published_at"], answers))
    return report, said


def from_csv(path):
    """The same from the spreadsheet, where a comment has a row for each response."""
    said = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            comment = said.setdefault(row["comment"], (row["state"], row["published_at"], []))
            if row["response"]:
                superseded = row["superseded_by"] != ""
                comment[2].append((int(row["response_seq"]), row["answered_at"], row["outcome"], superseded))
    return list(said.values())


def whole_days(since, until):
    passed = datetime.fromisoformat(until.replace("Z", "+00:00")) - datetime.fromisoformat(since.replace("Z", "+00:00"))
    return max(passed // timedelta(days=1), 0)


def totals(said):
    def in_state(state):
        return sum(1 for comment in said if comment[0] == state)

    answers = [answer for comment in said for answer in comment[2]]
    standing = [outcome for _, _, outcome, superseded in answers if not superseded]
    waited = [whole_days(published, min(answers)[1]) for _, published, answers in said if answers]
    return {
        "once_public": len(said),
        "published": in_state("published"),
        "hidden": in_state("hidden"),
        "withdrawn": in_state("withdrawn"),
        "erased": in_state("erased"),
        "answered": len(waited),
        "waiting": in_state("published") - len(waited),
        "median_days": float(statistics.median(waited)) if waited else None,
        "responses": len(standing),
        "superseded": len(answers) - len(standing),
        "outcomes": {outcome: standing.count(outcome) for outcome in OUTCOMES},
    }


def main():
    report, said = from_json(sys.argv[1])
    told = {name: value for name, value in report["totals"].items() if name not in NOT_LISTED}
    recomputed = {"json": totals(said), "csv": totals(from_csv(sys.argv[2]))}
    waiting = sum(1 for state, _, answers in said if state == "published" and not answers)
    print(json.dumps(recomputed["json"], indent=2))
    for name, numbers in recomputed.items():
        if numbers != told:
            sys.exit(f"the {name} says {numbers}, the report {told}")
    if len(report["unanswered"]) != waiting:
        sys.exit(f"{waiting} wait, the report names {len(report['unanswered'])}")


if __name__ == "__main__":
    main()
