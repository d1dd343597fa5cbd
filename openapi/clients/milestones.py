"""Lists the milestones: id, state, and the title in the first language that has one.

python milestones.py http://127.0.0.1:8080
"""

import sys

from hapur_client import Client
from hapur_client.api.milestones import list_milestones

answer = list_milestones.sync_detailed(client=Client(base_url=sys.argv[1]), limit=100)
if answer.status_code != 200:
    sys.exit(f"{answer.status_code}: {answer.content!r}")
for milestone in answer.parsed.items:
    title = milestone.title
    print(milestone.id, milestone.state, title.sq or title.sr or title.en)
