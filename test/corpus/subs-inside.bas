SUB a
  SUB b ' expect error BASIC_SUB_INSIDE
  END SUB
END SUB
