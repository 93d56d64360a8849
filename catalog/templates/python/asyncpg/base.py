{% extends "python/base.py" -%}
{% block standard -%}
import asyncio
import os
import re
import sys
{%- endblock %}
{% block imports -%}
import asyncpg
{% block credential_imports %}{% endblock -%}
{% endblock %}
{%- block body -%}
def parse(conninfo: str) -> dict[str, str]:
    """Split libpq's `keyword=value` pairs, which asyncpg does not read."""
    pair = r"(?as)(\w+)\s*=\s*(?:'((?:\\.|[^'\\])*)'|((?:\\.|\S)*))"
    return {
        keyword: re.sub(r"(?s)\\(.)", r"\1", quoted or plain)
        for keyword, quoted, plain in re.findall(pair, conninfo)
    }


{% block connect %}{% endblock %}
{%- endblock %}
{% block start %}asyncio.run(main()){% endblock %}
