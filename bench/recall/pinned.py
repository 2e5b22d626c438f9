"""The published packages that holes are made in, pinned, by language.

`TUNING` are those whose missed lines are read and to whose lines weights are fitted; on `KEPT_BACK`
nothing is ever chosen. Of npm's packages that ship C++ the folders of the projects in them follow.
Debian's have whatever version the machine's release has: PHP's own are in no registry of files.
"""

from __future__ import annotations

from collections.abc import Mapping

TUNING: Mapping[str, tuple[str, ...]] = {
    "python": tuple(
        "attrs==24.2.0 click==8.1.7 flask==3.0.3 httpx==0.27.2 jinja2==3.1.4 rich==13.9.4 "
        "starlette==0.41.2 trio==0.27.0 werkzeug==3.1.3 poetry-core==1.9.1 aiohttp==3.11.2 "
        "sqlalchemy==2.0.36 black==24.10.0 sphinx==8.1.3 requests==2.32.3".split()
    ),
    "typescript": tuple(
        "rxjs@7.8.1 mobx@6.13.5 zod@3.25.76 effect@3.12.1 immer@10.1.1 xstate@5.19.0 rxdb@16.21.1 "
        "prosemirror-view@1.37.1 ethers@6.13.4 livekit-client@2.8.0 viem@2.21.45 "
        "@tanstack/query-core@5.60.5 msw@2.6.5 @reduxjs/toolkit@2.3.0 @xterm/xterm@5.5.0".split()
    ),
    "go": tuple(
        "github.com/gin-gonic/gin@v1.10.0 github.com/spf13/cobra@v1.8.1 go.etcd.io/bbolt@v1.3.11 "
        "github.com/go-chi/chi/v5@v5.1.0 github.com/labstack/echo/v4@v4.12.0 gorm.io/gorm@v1.25.12 "
        "github.com/redis/go-redis/v9@v9.7.0 github.com/charmbracelet/bubbletea@v1.2.4 "
        "github.com/hashicorp/raft@v1.7.1 github.com/nats-io/nats.go@v1.37.0 "
        "github.com/jackc/pgx/v5@v5.7.1 github.com/gohugoio/hugo@v0.139.0 "
        "github.com/quic-go/quic-go@v0.48.2 github.com/pion/webrtc/v4@v4.0.5 "
        "github.com/prometheus/prometheus@v0.300.0 go.etcd.io/etcd/server/v3@v3.5.17".split()
    ),
    "rust": tuple(
        "tokio=1.41.1 clap_builder=4.5.20 hyper=1.5.0 regex-automata=0.4.9 image=0.25.5 axum=0.7.9 "
        "h2=0.4.6 reqwest=0.12.9 ignore=0.4.23 rustls=0.23.17 tower-http=0.6.2 naga=23.0.0".split()
    ),
    "java": tuple(
        "com.google.code.gson:gson:2.11.0 com.squareup.retrofit2:retrofit:2.11.0 "
        "com.zaxxer:HikariCP:6.0.0 org.apache.commons:commons-lang3:3.17.0 org.jsoup:jsoup:1.18.1 "
        "org.apache.httpcomponents.core5:httpcore5:5.3.1".split()
    ),
    "cpp": (
        "re2@1.21.4 vendor/re2 vendor/abseil-cpp",
        "react-native@0.76.5 ReactCommon",
        "grpc@1.24.11 deps/grpc",
    ),
    "php": tuple(
        "php-symfony-console php-symfony-http-foundation php-symfony-dependency-injection "
        "php-guzzlehttp-guzzle php-twig php-doctrine-dbal phpunit wordpress "
        "php-illuminate-database php-htmlpurifier php-horde-imap-client".split()
    ),
}

KEPT_BACK: Mapping[str, tuple[str, ...]] = {
    "python": tuple(
        "scrapy==2.12.0 pytest==8.3.3 textual==0.86.3 marshmallow==3.23.1 celery==5.4.0".split()
    ),
    "typescript": tuple(
        "puppeteer-core@23.9.0 maplibre-gl@4.7.1 @tiptap/core@2.10.3 @trpc/server@10.45.2 "
        "@tanstack/table-core@8.20.5".split()
    ),
    "go": tuple(
        "google.golang.org/grpc@v1.68.0 github.com/go-git/go-git/v5@v5.12.0 "
        "github.com/gofiber/fiber/v2@v2.52.5 github.com/dgraph-io/badger/v4@v4.4.0 "
        "github.com/caddyserver/caddy/v2@v2.8.4".split()
    ),
    "rust": tuple(
        "tantivy=0.22.1 egui=0.29.1 quinn-proto=0.11.8 diesel=2.2.4 ratatui=0.29.0 "
        "wasmparser=0.220.0".split()
    ),
    "java": tuple(
        "com.fasterxml.jackson.core:jackson-databind:2.18.1 org.mockito:mockito-core:5.14.2 "
        "org.apache.lucene:lucene-core:9.12.0 org.apache.commons:commons-compress:1.27.1 "
        "io.undertow:undertow-core:2.3.18.Final".split()
    ),
    "cpp": (
        "leveldown@6.1.1 deps/leveldb/leveldb-1.20",
        "node-sass@9.0.0 src/libsass",
        "duckdb@1.1.3 src/duckdb/src",
        "rocksdb@5.2.1 deps/rocksdb/rocksdb",
    ),
    "php": tuple(
        "composer php-doctrine-orm php-parser php-codesniffer php-league-commonmark "
        "php-phpseclib3".split()
    ),
}
