SELECT ROUND(CAST(COALESCE(SUM(amount), 0) / NULLIF(COUNT(amount), 0) AS DECIMAL(28, 12)) * 12, 1) AS mean
FROM payment
WHERE began BETWEEN DATE '2020-01-01' AND DATE '2020-05-25'
  AND effective_from <= DATE '2020-05-25'
  AND effective_to > DATE '2020-05-25'
  AND known_from <= 1234
  AND known_to > 1234
  AND org IN ('990301101201', '990301101203')
