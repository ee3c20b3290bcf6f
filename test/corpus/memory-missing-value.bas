SET BOT MEMORY "k" ' expect error BASIC_MEMORY
BOT SHARE MEMORY "k" ' expect error BASIC_MEMORY
