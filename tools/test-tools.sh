#!/bin/sh
# Programs that tests use as foreign readers and servers: LibreOffice, pdftotext, Chromium, PostgreSQL.
# Installs what is missing where that is possible without asking (root on Debian or Ubuntu); elsewhere names it, and
# the tests concerned are skipped with a reason. With TAIZHANG_REQUIRE_TOOLS=1 (CI) a missing one is an error.
set -eu
wanted=""
have() { command -v "$1" >/dev/null 2>&1; }
have soffice || wanted="$wanted libreoffice-writer-nogui"
have pdftotext || wanted="$wanted poppler-utils"
have chromium || have google-chrome || wanted="$wanted chromium"
have postgres || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || wanted="$wanted postgresql"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && have apt-get; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
  exit 0
fi
echo "测试用到但未安装 / used by tests and not installed:$wanted" >&2
[ "${TAIZHANG_REQUIRE_TOOLS:-0}" = 0 ]
