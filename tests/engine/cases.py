"""What nbclient does with a cell, as a table: name → the cells of the case, one after another in one kernel."""

CASES: dict[str, list[str]] = {
    # values and displays
    "the last expression is shown": ["1 + 1"],
    "a semicolon hides it": ["1 + 1;"],
    "None is not shown": ["None"],
    "an assignment is not shown": ["x = 5"],
    "underscores hold the last values": ["40 + 2", "_", "[_, __, ___]"],
    "Out and In hold what was": ["'first'", "sorted(Out)[-1] == len(In) - 2", "In[-2]", "_oh is Out"],
    "display comes before the value": ["display('shown')\n'value'"],
    "display of several": ["display(1, 'two', [3])"],
    "rich representations": [
        "class Rich:\n    def _repr_html_(self):\n        return '<b>富</b>'\n    def __repr__(self):\n        return 'plain'\nRich()"
    ],
    "a mime bundle with metadata": [
        "class Bundle:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/plain': 'p', 'application/x-own+json': {'a': [1, None]}}, {'application/x-own+json': {'wide': True}}\nBundle()",
    ],
    "raw display with metadata": [
        "display({'text/html': '<i>i</i>', 'text/plain': 'i'}, raw=True, metadata={'text/html': {'isolated': True}})"
    ],
    "markdown, latex, json, svg, code": [
        "from IPython.display import HTML, JSON, SVG, Code, Latex, Markdown\n"
        "display(Markdown('**粗**'), Latex('$x$'), JSON({'a': 1}), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>'), HTML('<p>段</p>'))",
        "Code('a = 1', language='python')",
    ],
    "javascript": ["from IPython.display import Javascript\nJavascript('1')", "%%javascript\nconsole.log(1)"],
    "html magic, latex magic, markdown magic": [
        "%%html\n<b>x</b>",
        "%%latex\n$y$",
        "%%markdown\n# 标题",
        "%%svg\n<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    "an image": [
        "import base64\nfrom IPython.display import Image\n"
        "Image(base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), width=3)",
    ],
    "a representation that fails": [
        "class Bad:\n    def _repr_html_(self):\n        raise ValueError('坏')\n    def __repr__(self):\n        return 'still'\nBad()"
    ],
    "repr that fails": ["class Worse:\n    def __repr__(self):\n        raise ValueError('更坏')\nWorse()"],
    "sets and dicts are sorted and wrapped": ["{'b': 1, 'a': set(range(40))}"],
    "long lists are wrapped": ["list(range(200))"],
    "long texts": ["'字' * 3000"],
    "display ids updated in the same cell": ["h = display('old', display_id='one')\nh.update('new')"],
    "display ids updated from a later cell": ["h2 = display('旧', display_id=True)", "h2.update('新')\n'done'"],
    "display ids shown twice": [
        "from IPython.display import update_display\ndisplay('a', display_id='twice')",
        "display('b', display_id='twice')",
        "update_display('c', display_id='twice')",
    ],
    "an update of nothing": [
        "from IPython.display import update_display\nupdate_display('x', display_id='never shown')"
    ],
    "clear_output": ["from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')"],
    "clear_output that waits": ["print('gone')\ndisplay(1)\nclear_output(wait=True)\nprint('new')\ndisplay(2)"],
    "clear_output that waits in vain": ["print('stays')\nclear_output(wait=True)"],
    "clear_output and an update": [
        "h3 = display('x', display_id='cleared')\nclear_output()\nprint('y')",
        "h3.update('z')",
    ],
    "a loop that clears": ["for i in range(5):\n    clear_output(wait=True)\n    print('step', i)"],
    "publish_display_data": [
        "from IPython.display import publish_display_data\npublish_display_data({'text/plain': 'x', 'application/json': {'k': 1}}, metadata={'a': 1})"
    ],
    "nan in json": ["publish_display_data({'text/plain': 'x', 'application/json': {'k': float('nan')}})"],
    "bytes in json": ["publish_display_data({'text/plain': 'x', 'application/x-b': b'abc'})"],
    "an object in json": ["publish_display_data({'text/plain': 'x', 'application/x-o': object})"],
    # streams
    "print": ["print('你好', 1)"],
    "print without newline": ["print('a', end='')", "print('b', end='')"],
    "stdout is one piece": ["print('a')\ndisplay(1)\nprint('b')"],
    "stderr is apart": ["import sys\nprint('out')\nprint('err', file=sys.stderr)"],
    "stderr first": ["print('err', file=sys.stderr)\nprint('out')"],
    "stderr, display, stdout": ["sys.stderr.write('err\\n')\nsys.stderr.flush()\ndisplay(1)\nprint('out')"],
    "carriage returns": ["print('10%\\r20%\\r30%')\nprint('a\\r\\nb')\nprint('end\\r', end='')"],
    "backspaces": ["print('abc\\b\\bX')"],
    "colours": ["print('\\x1b[31m红\\x1b[0m')"],
    "write returns a length": ["sys.stdout.write('四个字符\\n')"],
    "write wants text": ["sys.stdout.write(b'x')"],
    "the stream's face": [
        "(sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.writable(), sys.stdout.readable(), sys.stdout.seekable(), sys.stdout.closed, hasattr(sys.stdout, 'buffer'))"
    ],
    "the stream is a text stream": ["import io\nisinstance(sys.stdout, io.TextIOBase)"],
    "writelines": ["sys.stdout.writelines(['a\\n', 'b\\n'])"],
    "logging": ["import logging\nlogging.warning('小心')\nlogging.info('not shown')"],
    "logging set up": [
        "logging.basicConfig(level=logging.INFO, force=True, format='%(levelname)s %(message)s')\nlogging.getLogger('own').info('知道了')"
    ],
    "warnings": ["import warnings\nwarnings.warn('当心', stacklevel=1)"],
    "a warning once only": ["def w():\n    warnings.warn('again', stacklevel=1)\nw()\nw()"],
    "a deprecation": ["def old():\n    warnings.warn('old', DeprecationWarning, stacklevel=2)\nold()"],
    "threads print": [
        "import threading\nt = threading.Thread(target=lambda: print('from a thread'))\nt.start()\nt.join()"
    ],
    "a thread displays": ["t = threading.Thread(target=lambda: display('from a thread'))\nt.start()\nt.join()"],
    "a thread fails": [
        "def boom():\n    raise ValueError('in a thread')\nt = threading.Thread(target=boom, name='Own')\nt.start()\nt.join()"
    ],
    "stdout redirected": [
        "import contextlib\nb = io.StringIO()\nwith contextlib.redirect_stdout(b):\n    print('caught')\nb.getvalue()"
    ],
    # below Python
    "os.system": ["import os\nos.system('echo out; echo err >&2')", "import time; time.sleep(0.2)"],
    "os.system between prints": [
        "print('a', flush=True)\nos.system('echo b')\nimport time; time.sleep(0.3)\nprint('c')"
    ],
    "os.write to the descriptor": ["_n = os.write(1, '直接\\n'.encode())\ntime.sleep(0.2)"],
    "bytes that are no UTF-8": ["_n = os.write(1, b'\\xff\\xfe ok\\n')\ntime.sleep(0.2)"],
    "subprocess inherits": ["import subprocess\nsubprocess.run(['echo', 'inherited']).returncode, time.sleep(0.2)"],
    "subprocess captured": ["subprocess.run(['echo', 'captured'], capture_output=True, text=True).stdout"],
    "a C library writes": [
        "import ctypes\nlibc = ctypes.CDLL(None)\n_n = libc.puts(b'from C')\n_n = libc.fflush(None)\ntime.sleep(0.2)"
    ],
    "a child process prints": [
        "import multiprocessing\np = multiprocessing.get_context('fork').Process(target=lambda: print('child', flush=True))\np.start()\np.join()\ntime.sleep(0.2)"
    ],
    "a pool computes": [
        "def double(n):\n    return n * 2\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n    r = pool.map(double, [1, 2, 3])\nr"
    ],
    # magics
    "shell lines": ["!echo hi", "!echo err >&2", "!exit 3", "_exit_code"],
    "shell lines into a variable": ["lines = !printf 'a\\nb\\n'\nlines", "word = '字'\n!echo {word} $word"],
    "bash": ["%%bash\necho one\necho two >&2"],
    "bash that fails": ["%%bash\necho before\nexit 4"],
    "bash into variables": ["%%bash --out o --err e\necho out\necho err >&2", "(o, e)"],
    "sh and script": ["%%sh\necho sh", "%%script cat\ntext"],
    "capture": [
        "%%capture c\nprint('caught')\nsys.stderr.write('too')\ndisplay(3)\n4",
        "c.stdout, c.stderr, len(c.outputs)",
        "c.show()",
    ],
    "time": ["%%time\n1 + 1", "%time 2 + 2", "%%time\nprint('x')"],
    "timeit": ["r = %timeit -n1 -r1 -q -o pass\ntype(r).__name__"],
    "writefile": [
        "%%writefile written.py\nvalue = '写入'\nprint('run', __name__)\n",
        "%run written.py\nvalue",
        "%cat written.py",
        "%%writefile -a written.py\n2\n",
    ],
    "load and pycat": ["%pycat written.py"],
    "who and whos": ["%who_ls int", "only_one = 5\n%whos int"],
    "history": ["%history -n 1-2"],
    "env": ["%env OWN_VARIABLE=值", "import os; os.environ['OWN_VARIABLE']"],
    "cd and pwd": [
        "%mkdir -p sub",
        "%cd -q sub",
        "import os; os.path.basename(os.getcwd())",
        "%cd -q ..",
        "%pwd == os.getcwd()",
    ],
    "an unknown magic": ["%nosuchmagic"],
    "an unknown cell magic": ["%%nosuchmagic\n1"],
    "an extension": ["%load_ext autoreload\n%autoreload 2", "%load_ext nosuchextension"],
    "config": ["%config InlineBackend.figure_format = 'png'", "%config IPCompleter.greedy"],
    "help": ["len?", "%pinfo len"],
    "alias and macro": ["%alias say echo said %s\n%say it", "%macro -q m 1\n"],
    "store": ["%store -z\n"],
    "lsmagic names": [
        "'bash' in get_ipython().magics_manager.magics['cell'], 'connect_info' in get_ipython().magics_manager.magics['line']"
    ],
    "automagic": ["pwd_is = %pwd\nisinstance(pwd_is, str)"],
    "xmode": ["%xmode Minimal\n1 / 0", "%xmode Context"],
    "run_line_magic": [
        "get_ipython().run_line_magic('time', 'pass')",
        "get_ipython().run_cell_magic('capture', 'cc', 'print(1)')",
        "cc.stdout",
    ],
    "ast_node_interactivity": [
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = 'all'",
        "1\n2",
        "InteractiveShell.ast_node_interactivity = 'last_expr'",
    ],
    # async
    "await": ["import asyncio\nawait asyncio.sleep(0, 'slept')"],
    "async comprehension": ["async def gen():\n    for i in range(3):\n        yield i\n[i async for i in gen()]"],
    "the loop is running": ["asyncio.get_running_loop().is_running()"],
    "asyncio.run is refused": [
        "import warnings; warnings.simplefilter('ignore')\nasyncio.run(asyncio.sleep(0))",
        "warnings.resetwarnings()",
    ],
    "a task goes on in the next cell": [
        "done = []\nasync def later():\n    await asyncio.sleep(0)\n    done.append(1)\ntask = asyncio.create_task(later())",
        "await task\ndone",
    ],
    "an error while awaiting": ["async def fails():\n    raise KeyError('异步')\nawait fails()"],
    # errors
    "a division by zero": ["print('before')\n1 / 0"],
    "a traceback through functions": [
        "def f(n):\n    return g(n)\n\ndef g(n):\n    raise RuntimeError(f'n 是 {n}')\n\nf(3)"
    ],
    "a function of an earlier cell": ["g(4)"],
    "a chained error": ["try:\n    {}['键']\nexcept KeyError as error:\n    raise ValueError('没有') from error"],
    "an error while handling": ["try:\n    1 / 0\nexcept ZeroDivisionError:\n    undefined_name"],
    "a syntax error": ["def f(:\n    pass"],
    "an indentation error": ["  x = 1\n y = 2"],
    "an unclosed bracket": ["print((1"],
    "a module that is missing": ["import nosuchmodule"],
    "an error in a library": ["import json\njson.loads('{')"],
    "an own exception": [
        "class OwnError(Exception):\n    def __str__(self):\n        return '自己的\\n两行'\nraise OwnError"
    ],
    "an exception group": ["raise ExceptionGroup('组', [ValueError('a'), TypeError('b')])"],
    "an error with a note": ["e1 = ValueError('带注')\ne1.add_note('注')\nraise e1"],
    "an assertion": ["assert 1 == 2, '不等'"],
    "a deep recursion": [
        "def deep(n):\n    return deep(n + 1)\ntry:\n    deep(0)\nexcept RecursionError as error:\n    print(type(error).__name__)"
    ],
    "a keyboard interrupt": ["raise KeyboardInterrupt"],
    "an interrupt by signal": ["import signal\nprint('x')\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(1)"],
    "an error in a display": [
        "class BadBundle:\n    def _ipython_display_(self):\n        raise ValueError('显示')\nBadBundle()"
    ],
    "an error in a hook": ["get_ipython().events.register('post_run_cell', lambda r: None)"],
    "sys.exit": ["sys.exit(0)", "'goes on'"],
    "sys.exit with a text": ["sys.exit('再见')"],
    "SystemExit": ["raise SystemExit(3)"],
    "a memory error": ["raise MemoryError"],
    "GeneratorExit and StopIteration": ["raise StopIteration('停')"],
    "custom tracebacks": [
        "class HiddenError(Exception):\n    def _render_traceback_(self):\n        return ['自己的追溯']\nraise HiddenError('x')"
    ],
    "execution counts go on after errors": ["get_ipython().execution_count"],
    # input
    "input is refused": ["input('名字？')"],
    "getpass is refused": ["import getpass\ngetpass.getpass()"],
    "stdin is empty": ["sys.stdin.read()"],
    "pdb is refused": ["breakpoint()"],
    # where a notebook finds itself
    "the main module": ["__name__, __import__('__main__').__dict__ is globals()"],
    "no file": ["'__file__' in globals()"],
    "arguments": ["len(sys.argv), os.path.basename(sys.argv[0]), sys.argv[1]"],
    "the path": ["sys.path[0]"],
    "the shell": ["type(get_ipython()).__name__, type(get_ipython()).__module__"],
    "the kernel": ["type(get_ipython().kernel).__name__, get_ipython().kernel.implementation"],
    "the shell's profile": ["get_ipython().profile, get_ipython().colors"],
    "names that are there": [
        "sorted(n for n in dir() if n in ('In', 'Out', 'get_ipython', 'exit', 'quit', 'open', '_i', '_ih', '_dh'))"
    ],
    "the environment": ["[os.environ.get(n) for n in ('MPLBACKEND', 'TERM', 'PAGER', 'CLICOLOR', 'FORCE_COLOR')]"],
    "pickling an own class": [
        "import pickle\nclass Point:\n    pass\npickle.loads(pickle.dumps(Point())).__class__ is Point"
    ],
    "inspect finds sources": ["import inspect\ndef here():\n    return 1\nprint(inspect.getsource(here))"],
    "the last error": ["1 / 0", "sys.last_type.__name__"],
    "payloads": ["get_ipython().set_next_input('x = 1')", "%load written.py"],
    "post_run_cell events": [
        "seen = []\nhook = lambda result: seen.append(result.success)\nget_ipython().events.register('post_run_cell', hook)",
        "1",
        "get_ipython().events.unregister('post_run_cell', hook)\nseen",
    ],
    "input transformers": [
        "get_ipython().input_transformers_post.append(lambda lines: [l.replace('加', '+') for l in lines])",
        "1 加 2",
        "get_ipython().input_transformers_post.clear()",
    ],
    # libraries
    "a frame": ["import pandas as pd\npd.DataFrame({'甲': [1, 2], 'b': ['x', None]})"],
    "a wide frame": ["pd.DataFrame([list(range(30))])"],
    "a long frame": ["pd.DataFrame({'n': range(100)})"],
    "a styled frame": ["pd.DataFrame({'n': [1]}).style.set_uuid('u').format('{:.1f}')"],
    "a series": ["pd.Series([1.5, None], name='列')"],
    "display options": [
        "pd.get_option('display.max_columns'), pd.get_option('display.width'), pd.get_option('display.max_rows')"
    ],
    "a figure": ["import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('t');"],
    "a figure shown": ["plt.figure(figsize=(1, 1))\nplt.show()\nprint('after')"],
    "two figures": ["for n in range(2):\n    plt.figure(figsize=(1, 1))"],
    "a figure as a value": ["fig, ax = plt.subplots(figsize=(1, 1))\nplt.close(fig)\nfig"],
    "a figure in svg": [
        "%matplotlib inline\n%config InlineBackend.figure_formats = ['svg']\nimport matplotlib\nmatplotlib.rcParams['svg.hashsalt'] = 's'\nplt.figure(figsize=(1, 1));",
        "%config InlineBackend.figure_formats = ['png']",
    ],
    "the backend": ["matplotlib.get_backend()"],
    "a plotly figure": [
        "import plotly.graph_objects as go\nimport plotly.io as pio\npio.renderers.default = 'plotly_mimetype'\ngo.Figure(go.Bar(y=[1, 2]))"
    ],
    "a plotly figure shown": ["go.Figure(go.Bar(y=[1])).show()"],
    "a progress bar": [
        "from tqdm import tqdm\nfor _ in tqdm(range(3), ascii=True, bar_format='{desc}{n_fmt}/{total_fmt}'):\n    pass"
    ],
    "rich tables": ["from rich.table import Table\nt = Table('a')\nt.add_row('b')\nt"],
    "rich printing": ["from rich import print as rprint\nrprint('[bold]x[/bold]')"],
    # widgets
    "a widget": ["import ipywidgets as W\nW.IntSlider(value=3)"],
    "an Output widget": [
        "out = W.Output()\nprint('outside')\nwith out:\n    print('inside')\n    display('also')\nprint('again outside')",
        "out",
    ],
    "an Output widget that fails": ["with out:\n    1 / 0", "'after'"],
    "interact": ["def show(n):\n    print('n =', n)\nW.interact(show, n=(0, 5));"],
}
