"""Asks botocore what it thinks of requests: is each as the service's model says, is nothing missing or unknown in it, is its signature right?

Usage: check_requests.py FILE ACCESS_KEY SECRET_KEY
FILE has one request a line, in JSON: service, operation, method, url, headers, body (base 64).
Each request is read back into parameters by the model, these are validated, and botocore's own serialization of them is compared with it.
"""

import base64
import collections
import datetime
import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree as xml

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

session = botocore.session.get_session()
models = {}


class Wrong(Exception):
    pass


def model_of(service):
    if service not in models:
        models[service] = session.get_service_model(service)
    return models[service]


def scalar(shape, text):
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name in ("float", "double"):
        return float(text)
    if shape.type_name == "boolean":
        if text not in ("true", "false"):
            raise Wrong(f"'{text}' is no boolean")
        return text == "true"
    if shape.type_name == "blob":
        return base64.b64decode(text)
    if shape.type_name == "timestamp":
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return text


# JSON: as it stands, but for blobs and times. What the model doesn't know stays, for the validator to complain of.
def of_json(shape, value):
    if shape.type_name == "structure" and isinstance(value, dict):
        return {k: of_json(shape.members[k], v) if k in shape.members else v for k, v in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [of_json(shape.member, v) for v in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {k: of_json(shape.value, v) for k, v in value.items()}
    if shape.type_name == "blob":
        return base64.b64decode(value)
    if shape.type_name == "timestamp":
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return value


# Query: names with dots. What was read is taken out of the form; what is left is unknown.
def of_form(shape, form, prefix, ec2):
    if shape.type_name == "structure":
        read = {}
        for name, member in shape.members.items():
            if ec2:
                key = member.serialization.get("queryName") or capital(member.serialization.get("name", name))
            else:
                key = member.serialization.get("name", name)
            value = of_form(member, form, f"{prefix}.{key}" if prefix else key, ec2)
            if value is not None:
                read[name] = value
        return read or None
    if shape.type_name == "list":
        at = prefix if ec2 or shape.serialization.get("flattened") else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        read = []
        while (value := of_form(shape.member, form, f"{at}.{len(read) + 1}", ec2)) is not None:
            read.append(value)
        return read or None
    text = form.pop(prefix, None)
    return None if text is None else scalar(shape, text)


def capital(name):
    return name[0].upper() + name[1:]


# REST with XML: parameters in path, query and body.
def of_rest(operation, request):
    shape, url = operation.input_shape, urllib.parse.urlsplit(request["url"])
    path, _, fixed = operation.http["requestUri"].partition("?")
    pattern = re.sub(r"\\\{(\w+)(?:\\\+)?\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    match = re.fullmatch(pattern, url.path)
    if not match or operation.http["method"] != request["method"]:
        raise Wrong(f"{request['method']} {url.path} is not {operation.http['method']} {operation.http['requestUri']}")
    query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
    params = {}
    body = xml.fromstring(request["bytes"]) if request["bytes"] else None
    for name, member in shape.members.items():
        place, key = member.serialization.get("location"), member.serialization.get("name", name)
        if place == "uri":
            params[name] = scalar(member, urllib.parse.unquote(match.group(key)))
        elif place == "querystring" and key in query:
            params[name] = scalar(member, query.pop(key))
        elif place is None and body is not None and (value := of_xml(member, body, key)) is not None:
            params[name] = value
    if query:
        raise Wrong(f"unknown in the query: {query}")
    if body is not None and len(body):
        raise Wrong(f"unknown in the body: {[e.tag for e in body]}")
    return params


def of_xml(shape, parent, key):
    found = [e for e in parent if e.tag.split("}")[-1] == key]
    if not found:
        return None
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        for element in found:
            parent.remove(element)
        return [content(shape.member, e) for e in found]
    parent.remove(found[0])
    return content(shape, found[0])


def content(shape, element):
    if shape.type_name == "structure":
        read = {}
        for name, member in shape.members.items():
            value = of_xml(member, element, member.serialization.get("name", name))
            if value is not None:
                read[name] = value
        if len(element):
            raise Wrong(f"unknown in {element.tag}: {[e.tag for e in element]}")
        return read
    if shape.type_name == "list":
        return [content(shape.member, e) for e in element]
    return scalar(shape, element.text or "")


def parameters(model, operation, request):
    protocol, shape = model.metadata["protocol"], operation.input_shape
    if protocol == "json":
        target = f"{model.metadata['targetPrefix']}.{operation.name}"
        if request["headers"].get("x-amz-target") != target:
            raise Wrong(f"its target is {request['headers'].get('x-amz-target')} instead of {target}")
        return of_json(shape, json.loads(request["bytes"]))
    if protocol in ("query", "ec2"):
        form = dict(urllib.parse.parse_qsl(request["bytes"].decode(), keep_blank_values=True, strict_parsing=True))
        if (form.pop("Action", None), form.pop("Version", None)) != (operation.name, model.api_version):
            raise Wrong("its action or version is another")
        params = of_form(shape, form, "", protocol == "ec2") or {} if shape else {}
        if form:
            raise Wrong(f"unknown parameters: {sorted(form)}")
        return params
    return of_rest(operation, request)


def check_shape(request):
    model = model_of(request["service"])
    operation = model.operation_model(request["operation"])
    params = parameters(model, operation, request)
    if operation.input_shape:
        report = ParamValidator().validate(params, operation.input_shape)
        if report.has_errors():
            raise Wrong(report.generate_report())
    own = create_serializer(model.metadata["protocol"], False).serialize_to_request(params, operation)
    compare(model.metadata["protocol"], own, request)


def compare(protocol, own, request):
    url = urllib.parse.urlsplit(request["url"])
    if protocol == "json":
        same = json.loads(own["body"]) == json.loads(request["bytes"])
    elif protocol in ("query", "ec2"):
        form = dict(urllib.parse.parse_qsl(request["bytes"].decode(), keep_blank_values=True))
        same = {k: str(v) for k, v in own["body"].items()} == form
    else:
        same = urllib.parse.unquote(own["url_path"]) == urllib.parse.unquote(url.path)
        same = same and {k: str(v) for k, v in own["query_string"].items()} == dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        same = same and canonical(own["body"]) == canonical(request["bytes"])
    if not same:
        raise Wrong(f"botocore writes {own} and not {request['bytes']!r}")


def canonical(body):
    return xml.canonicalize(body.decode() if isinstance(body, bytes) else body) if body else ""


def check_signature(request, credentials):
    found = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=[^/]+/(\d+)/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)",
        request["headers"]["authorization"])
    if not found:
        raise Wrong("it isn't signed by SigV4")
    _, region, service, signed, signature = found.groups()
    auth = SigV4Auth(credentials, service, region)
    again = AWSRequest(request["method"], request["url"], data=request["bytes"])
    headers = HTTPHeaders()
    for name in signed.split(";"):
        value = urllib.parse.urlsplit(request["url"]).netloc if name == "host" else request["headers"].get(name)
        if value is None:
            raise Wrong(f"{name} is signed and not there")
        headers[name] = value
        again.headers[name] = value
    again.context["timestamp"] = request["headers"]["x-amz-date"]
    auth.headers_to_sign = lambda _: headers
    if "x-amz-content-sha256" in request["headers"]:
        again.headers["X-Amz-Content-SHA256"] = request["headers"]["x-amz-content-sha256"]
    own = auth.signature(auth.string_to_sign(again, auth.canonical_request(again)), again)
    if own != signature:
        raise Wrong(f"its signature is {signature}, botocore's {own}")


def main():
    file, access, secret = sys.argv[1:]
    credentials, mistakes, counts = Credentials(access, secret), [], collections.Counter()
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            request = json.loads(line)
            request["bytes"] = base64.b64decode(request["body"])
            request["headers"] = {k.lower(): v for k, v in request["headers"].items()}
            name = f"{request['service']}:{request['operation']}"
            counts[name] += 1
            for check in (check_shape, lambda r: check_signature(r, credentials)):
                try:
                    check(request)
                except Exception as mistake:  # each request's own mistake is shown, and the others are still looked at
                    mistakes.append(f"{name}: {type(mistake).__name__}: {mistake}")
    for mistake in dict.fromkeys(mistakes):
        print(mistake)
    print(f"{sum(counts.values())} requests of {len(counts)} operations, {len(mistakes)} mistakes: "
          + ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
    sys.exit(1 if mistakes or not counts else 0)


main()
