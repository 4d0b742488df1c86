"""Makes random requests meet something: ids that exist, idempotency keys that aren't always the same, a key that stays."""

import os
from random import Random
import uuid

import schemathesis

# Not the module's functions: hypothesis drives those, to be able to repeat itself.
dice = Random(5)

# Ids of memories that the run has stored; the newest are the likeliest to live still.
stored_ids: list[str] = []


@schemathesis.hook
def before_call(ctx, case, kwargs):
    headers = case.headers or {}
    # "0" and its like come again and again, and every second write would only be a reused key.
    if "Idempotency-Key" in headers and dice.random() < 0.9:
        headers["Idempotency-Key"] = str(uuid.uuid4())
    parameters = case.path_parameters or {}
    if "memory_id" in parameters and stored_ids and dice.random() < 0.5:
        parameters["memory_id"] = dice.choice(stored_ids[-20:])
    # It lists the keys, and uses what it finds: the key of the run itself would be narrowed, rotated or revoked.
    if parameters.get("key_id") == os.environ["RUN_KEY_ID"]:
        parameters["key_id"] = f"key_{uuid.UUID(int=dice.getrandbits(128)).hex}"


@schemathesis.hook
def after_call(ctx, case, response):
    if case.method == "POST" and case.path == "/v1/memories" and response.status_code == 201:
        stored_ids.append(response.json()["data"]["id"])
