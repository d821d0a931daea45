"""Scripts that need more than blanks to part their words."""

UNSPACED_RANGES = (
    (0x0E01, 0x0E4F),  # Thai
    (0x0E81, 0x0ECE),  # Lao
    (0x1000, 0x104A),  # Burmese
    (0x1780, 0x17D4),  # Khmer
    (0x3005, 0x3008),  # iteration marks of Han
    (0x3041, 0x3100),  # Kana
    (0x31F0, 0x3200),
    (0x3400, 0x4DC0),  # Han
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
    (0xFF66, 0xFFA0),  # half-width Kana
    (0x20000, 0x32000),
)
"""Code points, half open, of scripts that are written without spaces between words."""
