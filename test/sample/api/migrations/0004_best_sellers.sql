CREATE VIEW best_sellers AS
SELECT isbn, title, price, rank() OVER (ORDER BY sum(quantity) DESC) AS rank
FROM order_lines
JOIN books USING (isbn)
GROUP BY isbn, title, price;
