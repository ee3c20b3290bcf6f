SET HEADER "Accept" ' expect error BASIC_HEADER
