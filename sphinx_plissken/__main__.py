"""``python -m sphinx_plissken``."""

import sys

from sphinx_plissken.command import main

sys.exit(main())
