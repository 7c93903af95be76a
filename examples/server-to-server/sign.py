"""A partner's own backend signs for its supporters.

The partner has a form of its own, which shows the campaign's collection
notice and consent notices; this is what its server does when the form is
sent. The secret stays here: it is in no page. See docs/protocol.md.
"""

import base64
import dataclasses
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms

COMPONENTS = (
    "@method",
    "@authority",
    "@path",
    "content-type",
    "content-digest",
    "idempotency-key",
)

# Seconds to wait before each retry.
WAITS = (1, 3, 9)


@dataclasses.dataclass
class Request:
    """What the library signs and urllib sends."""

    method: str
    url: str
    headers: dict


class Petition:
    """One campaign on one edge, for one partner."""

    def __init__(self, edge, campaign, partner, keyid, key):
        self.base = f"{edge}/v1/campaigns/{campaign}"
        self.partner = partner
        self.keyid = keyid
        self.signer = HTTPMessageSigner(
            signature_algorithm=algorithms.HMAC_SHA256,
            key_resolver=MappingKeyResolver(public_keys={}, private_keys={keyid: key}),
        )

    def form(self, language):
        """What the form has to show: texts, versions, notices."""
        url = f"{self.base}/embed?partner={self.partner}&lang={language}&view=1"
        with urllib.request.urlopen(url, timeout=10) as answer:
            return json.load(answer)

    def submission(self, form, supporter, answers):
        """The submission of somebody who has seen this form."""
        return {
            "partner": self.partner,
            "language": form["language"],
            "petition_version": form["petition_version"],
            # No page of the edge was shown: the partner attests what was.
            "view": None,
            "supporter": supporter,
            "display": "hidden",
            "collection_notice": form["collection_notice"],
            "consents": [
                {
                    "notice": shown["notice"],
                    "version": shown["version"],
                    "choice": answers[shown["notice"]],
                }
                for shown in form["notices"]
            ],
        }

    def sign(self, submission, idempotency_key):
        """Sends it, and again with the same key when nothing came back."""
        body = json.dumps(submission).encode()
        for wait in (*WAITS, None):
            try:
                with urllib.request.urlopen(self.signed(body, idempotency_key), timeout=10) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if wait is None or error.code not in (408, 425, 429) and error.code < 500:
                    raise
            except urllib.error.URLError:
                if wait is None:
                    raise
            time.sleep(wait)

    def signed(self, body, idempotency_key):
        """The request with Content-Digest, Signature-Input and Signature."""
        request = Request(
            method="POST",
            url=f"{self.base}/signatures",
            headers={
                "Content-Type": "application/json",
                "Idempotency-Key": f'"{idempotency_key}"',
            },
        )
        self.signer.sign(
            request,
            key_id=self.keyid,
            covered_component_ids=COMPONENTS,
            tag="undersigned-v1",
            label="partner",
            body=body,
        )
        return urllib.request.Request(request.url, data=body, headers=request.headers, method="POST")


def main():
    """Reads one filled form from stdin, and prints the edge's answer."""
    keyid = os.environ["UNDERSIGNED_KEYID"]
    petition = Petition(
        edge=os.environ["UNDERSIGNED_EDGE"],
        campaign=os.environ["UNDERSIGNED_CAMPAIGN"],
        partner=keyid.split(":")[1],
        keyid=keyid,
        key=base64.b64decode(os.environ["UNDERSIGNED_KEY"]),
    )
    filled = json.load(sys.stdin)
    form = petition.form(filled["language"])
    submission = petition.submission(form, filled["supporter"], filled["answers"])
    # A backend stores the key with the form, so that a crash in between is a
    # retry and no second request.
    idempotency_key = filled.get("idempotency_key") or str(uuid.uuid4())
    try:
        answer = petition.sign(submission, idempotency_key)
    except urllib.error.HTTPError as error:
        sys.exit(f"refused: {error.read().decode()}")
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
