{% extends "python/base.py" -%}
{% block standard -%}
import asyncio
import os
import re
import sys
{%- endblock %}
{% block body %}
def parse(conninfo: str) -> dict[str, str]:
    """Split libpq's `keyword=value` pairs, which asyncpg does not read."""
    pairs = re.findall(r"(?s)(\w+)\s*=\s*('(?:\\.|[^'\\])*'|(?:\\.|\S)*)", conninfo)
    return {
        keyword: re.sub(r"(?s)\\(.)", r"\1", value[1:-1] if value[:1] == "'" else value)
        for keyword, value in pairs
    }

{% block connect %}{% endblock %}
{% endblock %}
