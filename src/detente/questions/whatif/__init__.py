"""What if some numbers were others: every outcome before and after, the difference, and what would be said anew."""

from __future__ import annotations

from detente.questions.whatif.answer import WhatIfAnswer
from detente.questions.whatif.question import WhatIf

__all__ = ["WhatIf", "WhatIfAnswer"]
