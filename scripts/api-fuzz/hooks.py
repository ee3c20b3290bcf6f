"""What the fuzzer has to know of Everstep beyond its description."""

import io
import zipfile

import schemathesis


@schemathesis.serializer("application/zip")
def archive(ctx, value):
    """Bytes are sent as they come; every other time they are a file of a real archive."""
    data = value if isinstance(value, bytes) else str(value).encode()
    if len(data) % 2 == 0:
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("fuzzed.gbai/fuzzed.bas", data)
    return buffer.getvalue()

