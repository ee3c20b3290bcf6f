content = DESCRIBE IMAGE path ' expect warning BASIC_NOT_AVAILABLE
said = SPEECH TO TEXT path ' expect warning BASIC_NOT_AVAILABLE
CREATE FILE path + ".txt" WITH content
ADD_SUGGESTION_TOOL "enrol" AS "Enrol"
