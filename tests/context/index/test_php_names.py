"""Which classes a PHP file names, and where they are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.index.listing import Listing
from glossator.context.index.php_names import files_of_class, named_classes


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("new Url($x); Client::of();", "Url Client"),
        ("use A\\Node; new Node\\Expr($x);", "A\\Node A\\Node\\Expr"),
        ("use A\\Node as N; new N\\Expr($x);", "A\\Node A\\Node\\Expr"),
        ("throw new \\A\\Failure();", "A\\Failure"),
        ("/** @param Column[]|null $x */", "Column"),
        ("class WP_Tax extends WP_Base {", "WP_Tax WP_Base"),
        ("$Name->Member; self::LIMIT; 'Text'", ""),
    ],
)
def test_named(code: str, names: str) -> None:
    assert " ".join(named_classes(f"<?php\n{code}\n")) == names


@pytest.mark.parametrize(
    ("name", "files", "found"),
    [
        ("Url", "src/Url.php lib/Url.php", "src/Url.php lib/Url.php"),
        ("A\\Node\\Expr", "lib/Expr.php lib/Node/Expr.php", "lib/Node/Expr.php lib/Expr.php"),
        ("A\\Expr", "src/b/Expr.php", "src/b/Expr.php"),
        ("Mail_Url_Pop", "Pop.php Mail/Url/Pop.php", "Mail/Url/Pop.php Pop.php"),
        ("Mail_Url", "src/Url.php", "src/Url.php"),
        ("WP_Meta_Query", "inc/class-wp-meta-query.php", "inc/class-wp-meta-query.php"),
        ("PostList", "inc/class-post-list.php", "inc/class-post-list.php"),
        ("Walk", "inc/trait-walk.php", "inc/trait-walk.php"),
        ("Url", "src/Url.java src/user.php", ""),
    ],
)
def test_files(name: str, files: str, found: str) -> None:
    listing = Listing(Path("/p"))
    for each in files.split():
        listing.add(Path("/p", each))
    meant = files_of_class(name, Path("/p/src/user.php"), listing)
    assert " ".join(each.relative_to("/p").as_posix() for each in meant) == found
