module azure-postgresql

go 1.26.0
{% if packages | length == 1 %}
require {{ packages[0].name }} {{ packages[0].version }}
{% else %}
require (
{%- for package in packages | sort(attribute="name") %}
	{{ package.name }} {{ package.version }}
{%- endfor %}
)
{% endif %}
