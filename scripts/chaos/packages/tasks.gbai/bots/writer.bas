PARAM ref AS STRING
SAVE "log" WITH ref AS ref, what AS "written " + action
RETURN WITH word AS action
