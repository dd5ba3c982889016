"""A small client of a Casement hub. Needs Python 3.9 or later, and nothing else."""

import http.client
import json
import time
import urllib.error
import urllib.request


class HubError(Exception):
    """`code` is one of https://github.com/casement/casement/blob/main/docs/errors.md."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code


class Hub:
    def __init__(self, address, token):
        self.address = address.rstrip("/")
        self.token = token

    def sensor(self, sensor_id):
        """A sensor by its id: `home/todo/groceries`."""
        return self._json("GET", f"/api/v1/sensors/{sensor_id}")

    def call(self, account, service, **fields):
        """Calls a service: `hub.call("home", "todo/create-task", sensor="groceries", title="Milk")`."""
        return self._json("POST", f"/api/v1/accounts/{account}/services/{service}", fields)["result"]

    def events(self, after=None):
        """Events without end, also over a restart of the hub. Yields pairs: the event, and the position to pass as `after` next time."""
        while True:
            try:
                headers = {} if after is None else {"Last-Event-ID": after}
                # The hub sends something every 20 seconds: a connection that is silent for longer than 45 is dead.
                with self._open("GET", "/api/v1/stream", headers=headers, timeout=45) as stream:
                    fields = {}
                    for line in stream:
                        name, _, value = line.decode().rstrip("\n").partition(": ")
                        if name:
                            fields[name] = value
                            continue
                        after = fields.get("id", after)
                        if fields.get("event") == "event":
                            yield json.loads(fields["data"]), after
                        fields = {}
            except HubError as error:
                if error.code in ("unauthorized", "forbidden", "input-invalid"):
                    raise
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(5)

    def _json(self, method, path, body=None):
        with self._open(method, path, body) as response:
            return json.load(response)

    def _open(self, method, path, body=None, headers=None, timeout=60):
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(headers or {})},
        )
        try:
            return urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            try:
                problem = json.loads(error.read())
                raise HubError(problem["code"], problem["detail"]) from error
            except (ValueError, KeyError, TypeError):
                # Not from the hub, but from a proxy before it.
                raise HubError(f"status-{error.code}", str(error)) from error
