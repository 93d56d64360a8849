using Azure.Core;
{{ credential.usings -}}
using Azure.Identity;
