#!/usr/bin/env python3
"""Plays docs/tour.md: every command in it runs, in order, against a server of its own, and every line of output the
document shows is really printed (names, numbers and times may differ)."""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VARYING = [
    (r'\b(GR|DEBT|TK)-[0-9a-z]{10}', r'\1-*'),
    (r'breakwater_[0-9a-z]{10}_', 'breakwater_*_'),
    (r'/[\w./-]*/', '/'),
    (r'[0-9a-f]{64}', '*'),
    (r'\d[\d:T.Z-]*', '#'),
    (r'# (UTC \(in )\S+\)', r'# \1#)'),
    (r'[\s-]+', ' '),
]


def shape(line):
    for pattern, replacement in VARYING:
        line = re.sub(pattern, replacement, line)
    return line.strip()


def steps(document):
    """(prose before, command, lines of output shown) of every command in a console block."""
    prose = ''
    for text, block in re.findall(r'(.*?)```console\n(.*?)```', document, re.S):
        prose = text
        for part in re.split(r'^\$ ', block, flags=re.M)[1:]:
            command, _, output = part.replace('\\\n', ' ').partition('\n')
            yield prose, command, [line for line in output.splitlines() if line.strip() and line.strip() != '…']
            prose = ''


def start(environment, data):
    server = subprocess.Popen(
        [ROOT + '/breakwater', 'up', '--practice', '--port', '0', '--data', data],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=data)
    said = ''
    for line in server.stdout:
        said += line
        if line.startswith('Ctrl-C'):
            return server, said
    sys.exit('the server did not start:\n' + said)


def check(command, shown, printed, data):
    printed = printed.replace(data, '/home/ops/.local/share/breakwater')
    shapes = {shape(line) for line in printed.splitlines()}
    missing = [line for line in shown if shape(line) not in shapes]
    if missing:
        sys.exit('docs/tour.md shows lines that are not printed:\n$ %s\n%s\n--- printed:\n%s'
                 % (command, '\n'.join(missing), printed))


def play(data, server_said, environment):
    url = re.search(r'http://\S+', server_said).group()
    played = 0
    for prose, command, shown in steps(open(ROOT + '/docs/tour.md', encoding='utf-8').read()):
        became = re.search(r'BREAKWATER_TOKEN_FILE=(\w+\.token)', prose)
        if became:
            environment.update(BREAKWATER_URL=url, BREAKWATER_TOKEN_FILE=became.group(1))
        if ' up ' in command:
            check(command, shown, server_said, data)
            continue
        line = command.replace('http://127.0.0.1:7480', url).replace('~/.local/share/breakwater', data)
        ran = subprocess.run(['sh', '-c', line], env=environment, cwd=data, text=True, timeout=120,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        # 8 is the answer "needs approval first" of a dry run (docs/cli.md, exit codes).
        if ran.returncode not in ((0, 8) if ' explain ' in line else (0,)):
            sys.exit('$ %s\nends with %d:\n%s' % (line, ran.returncode, ran.stdout))
        check(command, shown, ran.stdout, data)
        played += 1
    return played


def main():
    with tempfile.TemporaryDirectory() as data:
        os.chmod(data, 0o711)
        environment = {k: v for k, v in os.environ.items() if not k.startswith('BREAKWATER')}
        environment.update(PATH=ROOT + ':' + environment['PATH'], HOME=data, NO_COLOR='1',
                           XDG_CONFIG_HOME=data + '/config')
        server, said = start(environment, data)
        try:
            print('docs/tour.md: %d commands ran as shown' % play(data, said, environment))
        finally:
            server.terminate()
            server.wait(timeout=60)
            if server.returncode not in (0, 143, -15):
                sys.exit('the server ended with %s' % server.returncode)


if __name__ == '__main__':
    main()
