package uploads

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func TestTheBucketIsToldTheTypeTheSizeAndTheOwner(t *testing.T) {
	client := s3.New(s3.Options{
		Region: "eu-central-1",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
		}),
	})
	bucket := Bucket{client, "uploads"}
	permission, err := bucket.Permit(t.Context(), "7", "image/png")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(permission.Key, "uploads/7/") || !strings.HasSuffix(permission.Key, ".png") {
		t.Errorf("the key is %s", permission.Key)
	}
	policy, err := base64.StdEncoding.DecodeString(permission.Fields["policy"])
	if err != nil {
		t.Fatal(err)
	}
	for _, condition := range []string{`["content-length-range",1,10485760]`, `["eq","$Content-Type","image/png"]`} {
		if !strings.Contains(string(policy), condition) {
			t.Errorf("the policy is %s", policy)
		}
	}
	if _, err := bucket.Permit(t.Context(), "7", "text/html"); err == nil {
		t.Error("a page was permitted")
	}
	if _, err := bucket.Confirm(t.Context(), "8", permission.Key); err == nil {
		t.Error("the key of another owner was confirmed")
	}
}
