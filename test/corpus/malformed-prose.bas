You are a proposal writer. Take the data of the client and write ' expect error BASIC_UNKNOWN_KEYWORD
a proposal with these parts: ' expect error BASIC_UNKNOWN_KEYWORD

1. Summary of the project ' expect error BASIC_NO_STATEMENT
2. Prices ' expect error BASIC_NO_STATEMENT

Use a friendly tone, and never make up numbers. ' expect error BASIC_UNKNOWN_KEYWORD
- be short ' expect error BASIC_NO_STATEMENT
- be clear ' expect error BASIC_NO_STATEMENT
