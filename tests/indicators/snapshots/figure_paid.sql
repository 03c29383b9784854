SELECT COALESCE(SUM(amount) FILTER (WHERE kind = 'allowance' OR urgent), 0) AS paid
FROM payment
WHERE began BETWEEN DATE '2020-01-01' AND DATE '2020-05-25'
  AND effective_from <= DATE '2020-05-25'
  AND effective_to > DATE '2020-05-25'
  AND known_from <= 1234
  AND known_to > 1234
  AND org IN ('990301101201', '990301101203')
