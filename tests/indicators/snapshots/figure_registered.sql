SELECT COALESCE(SUM(t.amount) FILTER (WHERE household_record.residence = 'registered'), 0) AS registered
FROM payment AS t
LEFT JOIN household AS household_record
  ON household_record.key = t.household
  AND household_record.effective_from <= DATE '2020-05-25'
  AND household_record.effective_to > DATE '2020-05-25'
  AND household_record.known_from <= 1234
  AND household_record.known_to > 1234
WHERE t.began BETWEEN DATE '2020-01-01' AND DATE '2020-05-25'
  AND t.effective_from <= DATE '2020-05-25'
  AND t.effective_to > DATE '2020-05-25'
  AND t.known_from <= 1234
  AND t.known_to > 1234
  AND t.org IN ('990301101201', '990301101203')
