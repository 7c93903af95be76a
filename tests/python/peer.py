"""Signs by the published library what a test signs by the project's own code.

Each line of stdin is a request as JSON; each line of stdout has what the
library made of it, once in the widget's style and once in another.
"""

import base64
import dataclasses
import datetime
import json
import sys

from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms


@dataclasses.dataclass
class Request:
    method: str
    url: str
    headers: dict


def sign(case, **style):
    request = Request(case["method"], case["url"], dict(case["headers"]))
    key = base64.b64decode(case["key"])
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.HMAC_SHA256,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={case["keyid"]: key}),
    )
    created = datetime.datetime.fromtimestamp(case["created"], datetime.timezone.utc)
    signer.sign(
        request,
        key_id=case["keyid"],
        created=created,
        tag="undersigned-v1",
        use_existing_digest=True,
        **style,
    )
    return [request.headers["Signature-Input"], request.headers["Signature"]]


for line in sys.stdin:
    case = json.loads(line)
    expires = datetime.datetime.fromtimestamp(case["created"] + 60, datetime.timezone.utc)
    ours = sign(case, covered_component_ids=case["components"], label="us", include_alg=False)
    another = sign(
        case,
        covered_component_ids=list(reversed(case["components"])),
        label="sig1",
        expires=expires,
        nonce="n1",
    )
    print(json.dumps({"ours": ours, "another": another}))
