"""枫单 Fengdan: the working system of a county dispute-settlement centre."""

__version__ = "0.1.0"
