"""What a group settles on, by every model side by side, led by the weighted mean."""

from __future__ import annotations

from detente.questions.forecast.question import Forecast, ForecastAnswer

__all__ = ["Forecast", "ForecastAnswer"]
