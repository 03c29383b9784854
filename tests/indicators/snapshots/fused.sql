SELECT org, COUNT(*), COUNT(*) FILTER (WHERE due < DATE '2020-05-25'), SUM(amount), COUNT(amount)
FROM payment
WHERE began BETWEEN DATE '2020-01-01' AND DATE '2020-05-25'
  AND effective_from <= DATE '2020-05-25'
  AND effective_to > DATE '2020-05-25'
  AND known_from <= 1234
  AND known_to > 1234
GROUP BY org
;

SELECT org, COUNT(*), COUNT(*) FILTER (WHERE due < DATE '2019-05-25'), SUM(amount), COUNT(amount)
FROM payment
WHERE began BETWEEN DATE '2019-01-01' AND DATE '2019-05-25'
  AND effective_from <= DATE '2019-05-25'
  AND effective_to > DATE '2019-05-25'
  AND known_from <= 1234
  AND known_to > 1234
GROUP BY org
;

SELECT org, kind, SUM(amount) FILTER (WHERE kind = 'allowance' OR urgent), COUNT(*) FILTER (WHERE kind = 'allowance' OR urgent)
FROM payment
WHERE began BETWEEN DATE '2020-01-01' AND DATE '2020-05-25'
  AND effective_from <= DATE '2020-05-25'
  AND effective_to > DATE '2020-05-25'
  AND known_from <= 1234
  AND known_to > 1234
GROUP BY org, kind
;

SELECT _below._unit, COUNT(DISTINCT household)
FROM payment
JOIN (VALUES ('990301101201', '990301101000'), ('990301101203', '990301101000'), ('990301101204', '990301101000'), ('990301101205', '990301101000'), ('990301101203', '990301101203'), ('990301101204', '990301101203'), ('990301101205', '990301101203')) AS _below(_leaf, _unit) ON org = _below._leaf
WHERE began BETWEEN DATE '2020-01-01' AND DATE '2020-05-25'
  AND effective_from <= DATE '2020-05-25'
  AND effective_to > DATE '2020-05-25'
  AND known_from <= 1234
  AND known_to > 1234
GROUP BY _below._unit
;

SELECT t.org, SUM(t.amount) FILTER (WHERE household_record.residence = 'registered'), COUNT(*) FILTER (WHERE household_record.residence = 'registered')
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
GROUP BY t.org
