You are a friendly seller who sells shoes. ' expect error BASIC_UNKNOWN_KEYWORD
Please answer in short sentences. ' expect error BASIC_UNKNOWN_KEYWORD
