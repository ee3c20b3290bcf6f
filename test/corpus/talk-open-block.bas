BEGIN TALK ' expect error BASIC_BLOCK_OPEN
Dear customer,
this never ends
