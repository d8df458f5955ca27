"""The child process of the press: an order on standard input, the PDF on standard output.

typst keeps in memory what it has set (half a gigabyte after ninety sheets); a process of its own
gives it back. Run as a file, it needs nothing but typst. Exit code 3 means that typst refused: why
stands on standard error.
"""

import json
import sys

REFUSED = 3


def main() -> int:
    """Read {"template", "root", "fonts", "timestamp", "data", "mark"}, write the PDF."""
    import typst  # noqa: PLC0415 -- 7 MB that the server, which reads REFUSED here, does not need

    order = json.load(sys.stdin.buffer)
    compiler = typst.Compiler(
        f"{order['root']}/{order['template']}",
        root=order["root"],
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[order["fonts"]]),
        sys_inputs={
            "data": json.dumps(order["data"], ensure_ascii=False),
            "mark": order["mark"],
        },
    )
    try:
        pdf = compiler.compile(
            format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=order["timestamp"]
        )
    except typst.TypstError as refused:
        sys.stderr.buffer.write(refused.diagnostic.encode())
        return REFUSED
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
