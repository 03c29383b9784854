SELECT COUNT(*) FILTER (WHERE state = 'approved') AS approved
FROM allowance
WHERE effective_from <= DATE '2020-05-25'
  AND effective_to > DATE '2020-05-25'
  AND known_from <= 1234
  AND known_to > 1234
  AND org IN ('990301101201', '990301101203')
