#!/usr/bin/env python3
"""Runs the WebSocket conformance test against the echo server.

  conformance.py ECHO_SERVER WSCONF [argument of wsconf]...

Exit status: 0 no case failed, and the cases that are right but not strict are those listed below; 77 the conformance
test is not beside this checkout; else 1.
"""
import json
import os
import subprocess
import sys
import tempfile

# Allowed by the RFC, not the best reading of it; each with why it stays.
NOT_STRICT = {
    '8 close/registered code 1014',           # Beast knows the codes of RFC 6455 and answers others with 1002
    '8 close/bad code 5000',                  # Beast echoes codes above 4999 instead of answering 1002
    '8 close/bad code 65535',
    '8 close/right behind a large message',   # larger than we take: 1009 is the right answer
}


def main():
    echo, wsconf, extra = sys.argv[1], sys.argv[2], sys.argv[3:]
    if not os.path.exists(wsconf):
        print(f'skipped: the conformance test is not at {wsconf}')
        return 77
    server = subprocess.Popen([echo, '--origin', 'https://app.test'], stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().split()[1]
        with tempfile.TemporaryDirectory() as folder:
            report = os.path.join(folder, 'report.json')
            run = subprocess.run([sys.executable, wsconf, f'ws://127.0.0.1:{port}/', '--binary-only',
                                  '--origin', 'https://app.test', '--bad-origin', 'https://evil.test',
                                  '--max-message', '65536', '--handshake-timeout', '5', '--pid', str(server.pid),
                                  '--max-rss-mb', '16', '--json', report, *extra], timeout=300)
            with open(report) as file:
                cases = json.load(file)['cases']
        loose = {c['case'] for c in cases if c['result'].startswith('non-strict')} - NOT_STRICT
        for name in sorted(loose):
            print(f'not strict, and not in the list: {name}')
        if run.returncode or loose:
            return 1
    finally:
        server.terminate()
        status = server.wait(timeout=20)
    if status:
        print(f'the echo server ended with {status}')
    return 1 if status else 0


if __name__ == '__main__':
    sys.exit(main())
